"""The few words that KakaoTalk itself makes necessary: labels of its buttons, and what is said when there is no answer."""

from collections.abc import Mapping

from handlers.reply import Action, Button

DEFAULT_LANGUAGE = "ko"
AMAP = {"ko": "고덕지도", "en": "Amap", "zh": "高德地图"}
APPLE_MAPS = {"ko": "애플 지도", "en": "Apple Maps", "zh": "苹果地图"}
TAP_BELOW = {"ko": "아래 버튼을 누르면 바로 열려요.", "en": "Tap a button below.", "zh": "请点下面的按钮。"}
DOCUMENT_ELSEWHERE = {
    "ko": "‘{name}’ 파일은 웹 페이지나 텔레그램에서 받을 수 있어요. 필요하면 담당자에게 말씀해 주세요.",
    "en": "You can get the file “{name}” on the web page or in Telegram. If you need help, ask the staff.",
    "zh": "文件“{name}”可在网页或 Telegram 上下载。需要帮助请联系工作人员。",
}
SORRY = {
    "ko": "지금 답을 가져오지 못했어요. 잠시 뒤에 다시 물어봐 주세요. 급하면 인솔자에게 바로 전화해 주세요.",
    "en": "I could not get the answer just now. Please ask again in a moment. If it is urgent, call your tour leader.",
    "zh": "暂时无法获取答案，请稍后再问一次。如有急事，请直接致电领队。",
}
WAIT = {
    "ko": "답을 찾고 있어요. 잠시만 기다려 주세요.",
    "en": "Looking it up. One moment, please.",
    "zh": "正在查询，请稍候。",
}
NEXT_STOP = {"ko": "다음 일정", "en": "What's next", "zh": "下一个行程"}
ASK_STAFF = {"ko": "담당자에게 묻기", "en": "Ask the staff", "zh": "联系工作人员"}
# labels that name a place or a time, whatever the value looks like: those facts are repeated in copyable text
ESSENTIAL_LABELS = frozenset(
    {"집합", "집합지", "장소", "주소", "시간", "시각", "전화", "Gather", "Meet", "Place", "Address", "Time", "Phone"}
) | frozenset({"集合", "集合地点", "地点", "地址", "时间", "电话"})


def in_language(words: Mapping[str, str], language: str) -> str:
    """Give the words in `language`, else in Korean."""
    return words.get(language, words[DEFAULT_LANGUAGE])


def ways_on(language: str) -> tuple[Button, ...]:
    """Give the next steps that always work: the next stop, and a human."""
    return (
        Button(in_language(NEXT_STOP, language), action=Action("agenda.next")),
        Button(in_language(ASK_STAFF, language), action=Action("human")),
    )
