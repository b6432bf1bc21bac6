import pytest

from handlers.relay.kept import form_of, is_same


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("호텔에 수영장 있나요?", "호텔에 수영장이 있어요?"),
        ("혹시 세탁 되나요?", "세탁되나요"),
        ("짐 보관 가능한가요?", "짐보관가능한가요"),
        ("숙소에 수영장 있나요", "호텔에 수영장 있어요?"),
        ("숙소에는 수영장 있어?", "호텔에 수영장 있어요?"),
        ("호텔에 수영장 있나", "호텔에 수영장 있어요?"),
        ("호텔에 수영장 있는 거예요?", "호텔에 수영장 있어요?"),
        ("Is there a gym?", "is there a gym"),
        ("有游泳池吗？", "有游泳池吗"),
        ("호텔 수영장 몇시까지 하나요", "호텔 수영쟝 몇시까지 하나요"),
    ],
)
def test_the_same_question_is_recognised(asked: str, kept: str) -> None:
    assert is_same(form_of(asked), form_of(kept))


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("1호차 짐은 어디에 두나요?", "2호차 짐은 어디에 두나요?"),
        ("수영장 있나요?", "사우나 있나요?"),
        ("숙소 수영장 어디예요?", "호텔에 수영장 있어요?"),
        ("숙소에 사우나 있나요?", "호텔에 수영장 있어요?"),
        ("호텔에 수영장 있나요?", "호텔에 수영장 없나요?"),
        ("호텔에 수영장 있나", "호텔에 수영장 없나"),
        ("세탁 되나요?", "세차 되나요?"),
        ("수영장 몇 시까지 하나요?", "수영장 몇 시부터 하나요?"),
        ("호텔에 수영장 있나요?", "수영장 있나요?"),
        ("男厕所在哪里？", "女厕所在哪里？"),
        ("Where is the hot tub?", "Where is the pot tub?"),
    ],
)
def test_another_question_is_not(asked: str, kept: str) -> None:
    assert not is_same(form_of(asked), form_of(kept))


@pytest.mark.parametrize("words", ["", "?", "...", " "])
def test_no_words_have_no_form(words: str) -> None:
    assert form_of(words) == ""
