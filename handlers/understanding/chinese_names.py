"""What Chinese speakers make of a long name: its end alone, or its head with the kind of place: 小米工厂."""

from collections.abc import Iterator

from handlers.understanding.lexicon import words
from handlers.understanding.proper_words import COMMON
from handlers.understanding.script import is_han

_KINDS_TABLE = """
实验室 研究院 研究所 博物馆 美术馆 图书馆 展览馆 体验馆 科技园 产业园 开发区 工业园 控制中心 火车站 候机楼
工厂 中心 公园 机场 车站 码头 大学 学院 医院 酒店 饭店 大厦 广场 大桥 大道 市场 基地 园区 总部 集团 公司 港口
教堂 寺庙 城堡 剧院 体育馆 古城 古镇 岛 桥 站 港 园 寺 馆 厂 塔 楼 山 湖 宫 城 街
"""
_KINDS = tuple(_KINDS_TABLE.split())
_SHORTEST_HEAD, _SHORTEST_END = 2, 4  # letters that still tell one place from another


def shortened(name: str) -> Iterator[str]:
    """Give the shorter forms of a Chinese name; a form that is a word by itself names nothing."""
    if not name or not all(map(is_han, name)):
        return
    for form in {*_ends(name), *_heads(name)}:
        if form != name and form not in words() and form not in COMMON:
            yield form


def _ends(name: str) -> Iterator[str]:
    """Give the ends of a name that are long enough: 中关村国际离岸研发岛 is 离岸研发岛."""
    return (name[start:] for start in range(1, len(name) - _SHORTEST_END + 1))


def _heads(name: str) -> Iterator[str]:
    """Give each beginning with the kind at its end: 小米汽车超级工厂 is 小米工厂, 小米汽车工厂."""
    kind = next((kind for kind in _KINDS if name.endswith(kind)), "")
    own = len(name) - len(kind)
    return (name[:end] + kind for end in range(_SHORTEST_HEAD, own) if kind)
