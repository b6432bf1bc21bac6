import pytest

from handlers.reply import Outcome
from tests.build import beijing, document, load
from tests.handlers.talk_scene import NOON, Talk

# one question each of what the tour knows and of what it doesn't
KNOWN_AND_UNKNOWN = (
    ("이서연 씨 참가하나요?", "홍길동 씨 참가하나요?"),
    ("이서연 방 번호 알려줘", "홍길동 방 번호 알려줘"),
    ("다온테크에서 누가 와요?", "가나다테크에서 누가 와요?"),
    ("샤오미 공장 몇 시에 가?", "바이두 몇 시에 가?"),
)
FIRST_TOUR = "중국 AI 스마트 혁신도시 참관단 1차 · 베이징: 9월 22일(월)부터 9월 24일(수)까지"
PRIVATE = ("08:20", "09:30", "호텔 로비", "801", "802", "+82-10-0000-0001", "GRAND-GUEST", "TOUR-BUS", "여권 원본")


def _shown(talk: Talk, text: str) -> str:
    reply = talk.say(None, text)
    return "\n".join((*reply.paragraphs, *(str(card) for card in reply.cards), *(one.label for one in reply.buttons)))


@pytest.mark.parametrize(("known", "unknown"), KNOWN_AND_UNKNOWN)
def test_the_words_do_not_tell_who_or_what_is_on_a_tour(talk: Talk, known: str, unknown: str) -> None:
    assert _shown(talk, known) == _shown(talk, unknown)


@pytest.mark.parametrize(
    "text",
    [
        "오늘 일정",
        "다음 일정?",
        "집합 어디야",
        "호텔 와이파이 비밀번호",
        "인솔자 전화번호",
        "내 방 번호",
        "준비물",
        "도착했어요",
        "30분 지연",
        "몇 명 탔어?",
    ],
)
def test_a_member_s_question_gets_the_programme_only(talk: Talk, text: str) -> None:
    shown = _shown(talk, text)
    assert [one for one in PRIVATE if one in shown] == []
    assert "초대 링크" in shown


@pytest.mark.parametrize(
    "intent", ["agenda.day", "site.about", "me", "people", "emergency", "headcount", "change.cancel"]
)
def test_a_forged_button_of_a_member_is_refused(talk: Talk, intent: str) -> None:
    reply = talk.tap(None, intent, site="xiaomi-factory", stop="d2-xiaomi")
    assert (reply.outcome, reply.intent) == (Outcome.REFUSED, intent)
    assert reply.paragraphs[0] == "그 내용은 참가자로 등록하신 분께만 알려 드려요."


@pytest.mark.parametrize("topic", ["fee", "dates", "apply", "summary", "", "nothing-of-that-name"])
def test_the_programme_is_public(talk: Talk, topic: str) -> None:
    reply = talk.tap(None, "programme", topic=topic)
    assert reply.intent == "programme"
    assert reply.outcome is (Outcome.UNKNOWN if topic == "nothing-of-that-name" else Outcome.ANSWER)


def test_the_fee_is_told(talk: Talk) -> None:
    assert "1,900,000원" in "\n".join(talk.say(None, "참가비 얼마예요?").paragraphs)
    assert "1,900,000 won" in "\n".join(talk.say(None, "How much is the fee?").paragraphs)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("주최가 어디예요?", "중국 AI 스마트 혁신도시 참관단 1차 · 베이징 주최는 매경교육센터예요."),
        ("못 가게 되면 환불은 어떻게", "아직"),
        ("며칠부터 며칠까지인가요", "9월 22일(월)부터 9월 24일(수)까지"),
        ("안녕하세요 광고 보고 왔어요", "참관 프로그램이에요"),
    ],
)
def test_what_is_public_is_told_in_everyday_words(talk: Talk, text: str, told: str) -> None:
    reply = talk.say(None, text)
    assert reply.intent == "programme"
    assert told in reply.paragraphs[0]


@pytest.mark.parametrize("intent", ["help", "human", "social"])
def test_help_and_manners_are_for_everybody(talk: Talk, intent: str) -> None:
    reply = talk.tap(None, intent)
    assert (reply.outcome, reply.intent) == (Outcome.ANSWER, intent)


def test_thanks_are_returned(talk: Talk) -> None:
    assert talk.tap(None, "social", topic="thanks").paragraphs != talk.tap(None, "social", topic="greeting").paragraphs


def test_a_stranger_may_set_the_language(talk: Talk) -> None:
    reply = talk.tap(None, "language", language="zh")
    assert reply.intent == "language"
    assert talk.caller(None).language == "zh"
    assert talk.tap(None, "programme").paragraphs[0].startswith("中国AI智慧创新城市参观团")


def test_a_language_that_is_none_of_ours_changes_nothing(talk: Talk) -> None:
    talk.tap(None, "language", language="en")
    talk.tap(None, "language", language="fr")
    assert talk.caller(None).language == "en"


def test_the_messenger_s_hint_is_followed_until_a_language_is_set(talk: Talk) -> None:
    assert talk.say(None, "???", language="en-GB").paragraphs != talk.say(None, "???", language="ko").paragraphs
    assert talk.say(None, "???", language="fr").paragraphs == talk.say(None, "???").paragraphs


def test_after_the_last_tour_the_programme_is_still_told(talk: Talk) -> None:
    reply = talk.say(None, "다음 일정?", beijing("12-31 12:00"))
    assert reply.outcome in {Outcome.REFUSED, Outcome.UNKNOWN}
    assert "9월 22일(월)부터 9월 24일(수)까지" in reply.paragraphs[1]
    assert talk.say(None, "다음 일정?", NOON) == reply


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("안녕하세요", "안녕하세요! 단체 여행을 안내하는 챗봇 길잡이예요."),
        ("뭘 할 수 있어?", "안녕하세요! 단체 여행을 안내하는 챗봇 길잡이예요."),
        ("고마워요", "도움이 됐다니 다행이에요. 언제든 물어보세요."),
        ("네", "네, 언제든 물어보세요."),
        ("호텔 와이파이 비밀번호", "그 내용은 참가자로 등록하신 분께만 알려 드려요."),
    ],
)
def test_what_a_stranger_reads_first_is_short(talk: Talk, text: str, first: str) -> None:
    days = ("2025-08-01", "2025-11-01", "2025-10-01")
    for number, day in enumerate(days):
        load(talk.session, document(tour=f"t{number}", title=f"연수 {number}", starts=day, ends=day, days={day: []}))
    reply = talk.say(None, text)
    assert reply.paragraphs == (
        first,
        f"{FIRST_TOUR}\n연수 2: 10월 1일(수)\n연수 1: 11월 1일(토)",
    )
    assert (reply.cards, [one.label for one in reply.buttons]) == (
        (),
        ["참가 신청", "초대 링크가 있어요", "여행 소개"],
    )


def test_whoever_has_an_invitation_is_told_what_to_do_with_it(talk: Talk) -> None:
    told = ("받으신 초대 링크를 열거나, 링크나 코드를 여기에 붙여 넣어 주세요.",)
    for text in ("초대 링크가 있어요", "저 초대 코드 있는데요"):
        assert talk.say(None, text).paragraphs[:1] == told
