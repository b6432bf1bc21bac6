"""An inbox that stores nothing and answers at once, with a sample reply of every kind."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.channel import Update
from bot.web_channel import WebChannel
from handlers.reply import Action, Agenda, Button, Card, Document, Fact, Item, Place, Reply, Shown
from handlers.request import Request

NOW = datetime(2025, 9, 22, 23, 40, tzinfo=UTC)

NEXT = Reply(
    ("08:20에 호텔 로비에서 모여요. 40분 남았어요.",),
    cards=(
        Card(
            "샤오미 슈퍼공장 견학",
            (
                Fact("집합", "08:20 호텔 로비"),
                Fact("견학", "09:30–12:00"),
                Fact("준비물", "여권 원본(출입 확인), 편한 신발"),
            ),
            note="생산 라인 촬영 금지",
        ),
    ),
    buttons=(
        Button("어떤 곳이에요?", action=Action("site.about", {"site": "xiaomi-factory"})),
        Button("오늘 일정", action=Action("agenda.day", {"date": "2025-09-23"})),
        Button("인솔자에게 전화", phone="+82-10-0000-0001"),
    ),
)
DAY = Reply(
    ("오늘은 방문이 네 곳이에요.",),
    agendas=(
        Agenda(
            "9월 23일 화요일 · 2일차",
            (
                Item("06:30–08:00", "호텔 조식", "베이징 그랜드 호텔(예시)"),
                Item(
                    "09:30–12:00", "샤오미 슈퍼공장 견학", "08:20 호텔 로비 집합", Action("stop", {"stop": "d2-xiaomi"})
                ),
                Item("12:00–12:40", "SU7 시승", None, Action("stop", {"stop": "d2-drive"})),
                Item("16:20–17:40", "주 파크(ZYW-PARK) 방문", "TusFIIC 정문 버스", Action("stop", {"stop": "d2-zyw"})),
            ),
        ),
    ),
)
WHERE = Reply(
    ("호텔은 여기예요. 기사님께 화면을 보여 주세요.",),
    place=Place("北京大饭店（示例）", "北京市朝阳区建国路1号", 39.908, 116.47),
    buttons=(Button("호텔에 전화", phone="+86-10-0000-0000"), Button("누리집", url="https://example.org/hotel")),
)
LONG = Reply(("첫 문단이에요. " * 30, "둘째 문단이에요.\n줄을 바꿔요. <b>꾸미지 않아요</b>"))
FILE = Reply(("명단을 보내 드려요.",), document=Document("명단 1호차.csv", "이름\n김\n".encode(), "text/csv"))
WELCOME = Reply(
    ("안녕하세요, 길잡이예요. 무엇이든 물어보세요.",),
    buttons=(Button("다음 일정", action=Action("agenda.next")),),
)
LOST = Reply(
    ("길을 잃었다면 위치를 보내 주세요.",),
    buttons=(Button("내 위치 보내기", action=Action("location")),),
)
PHOTO = Reply(("📢 공지", "이 문으로 오세요"), shown=Shown("photo", "gate", "web", "문.png"))
VOICE = Reply(("📢 공지",), shown=Shown("voice", "words", "web", "말.mp3"))
PLAN = Reply(("📢 공지",), shown=Shown("document", "plan", "web", "일정표.pdf"))
WITH_FILES = {"사진": PHOTO, "음성": VOICE, "문서": PLAN}
BY_TEXT = {
    "도와주세요": LOST,
    "다음 일정": NEXT,
    "오늘 일정": DAY,
    "호텔": WHERE,
    "길게": LONG,
    "명단": FILE,
} | WITH_FILES
BY_INTENT = {"help": WELCOME, "agenda.next": NEXT, "agenda.day": DAY}


def answer_to(request: Request) -> Reply:
    """Give a sample reply."""
    if request.code:
        return WELCOME
    if request.action:
        return BY_INTENT.get(request.action.intent, LONG)
    return BY_TEXT.get(request.text or "", Reply((f"'{request.text}'에 대해서는 아직 몰라요.",)))


class AnsweringInbox:
    """Keeps what it accepted in `accepted`, each key once, and answers through the channel where it has one."""

    def __init__(self, channel: WebChannel | None = None) -> None:
        self.accepted: list[Update] = []
        self._channel = channel
        self._tasks: set[asyncio.Task[None]] = set()

    async def accept(self, updates: Sequence[Update]) -> None:
        """Take the updates that are new."""
        for update in updates:
            if any(update.key == known.key for known in self.accepted):
                continue
            self.accepted.append(update)
            if self._channel:
                task = asyncio.create_task(self._answer(self._channel, update))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Wait for the answers under way."""
        await asyncio.gather(*self._tasks)

    @staticmethod
    async def _answer(channel: WebChannel, update: Update) -> None:
        request = channel.read(update)
        if request is None:
            return
        for number, call in enumerate(channel.write(answer_to(request), update)):
            await channel.make(update.sender, call, f"answer:{update.key}:{number}")
