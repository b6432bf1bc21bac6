import pytest

from handlers.josa import Word, particle


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("로비", "로비로"),
        ("정문", "정문으로"),
        ("호텔", "호텔로"),
        ("3호차", "3호차로"),
        ("3호차 (京A·12345)", "3호차 (京A·12345)로"),
        ("출구 7", "출구 7로"),
        ("출구 6", "출구 6으로"),
        ("Hall", "Hall로"),
        ("천안문", "천안문으로"),
    ],
)
def test_toward_follows_the_final_sound(words: str, expected: str) -> None:
    assert f"{Word(words):으로}" == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ZGC", "ZGC는"),
        ("주 파크(ZYW-PARK)", "주 파크(ZYW-PARK)는"),
        ("ZYW-PARK", "ZYW-PARK는"),
        ("TusFIIC", "TusFIIC은"),
        ("AutoML", "AutoML은"),
        ("KTX", "KTX는"),
        ("SU7", "SU7은"),
        ("샤오미 슈퍼공장", "샤오미 슈퍼공장은"),
        ("천단", "천단은"),
        ("9월 23일(화)", "9월 23일(화)은"),
        ("‘바이두’", "‘바이두’는"),
        ("72만㎡", "72만㎡는"),
        ("(예시)", "(예시)는"),
        ("Temple", "Temple은"),
        ("Seoul Station", "Seoul Station은"),
        ("Duck", "Duck은"),
        ("Google Map", "Google Map은"),
    ],
)
def test_topic_follows_the_final_sound(words: str, expected: str) -> None:
    assert f"{Word(words):은}" == expected


@pytest.mark.parametrize(
    ("kind", "after_consonant", "after_vowel", "unsure"),
    [
        ("은", "문은", "차는", "門은(는)"),
        ("이", "문이", "차가", "門이(가)"),
        ("을", "문을", "차를", "門을(를)"),
        ("과", "문과", "차와", "門과(와)"),
        ("으로", "문으로", "차로", "門(으)로"),
        ("이에요", "문이에요", "차예요", "門이에요"),
    ],
)
def test_each_particle_has_its_forms(kind: str, after_consonant: str, after_vowel: str, unsure: str) -> None:
    assert [word + particle(word, kind) for word in ("문", "차", "門")] == [after_consonant, after_vowel, unsure]


@pytest.mark.parametrize(("kind", "expected"), [("는", "문은"), ("가", "문이"), ("로", "문으로"), ("예요", "문이에요")])
def test_either_form_names_the_particle(kind: str, expected: str) -> None:
    assert format(Word("문"), kind) == expected


def test_a_time_is_read_to_its_minutes() -> None:
    assert f"{Word('14:02'):이에요} {Word('08:20 (한국 09:20)'):이에요}" == "14:02이에요 08:20 (한국 09:20)이에요"


def test_a_full_hour_is_read_as_the_hour() -> None:
    assert f"{Word('09:00'):으로} {Word('08:00–19:00 (한국 20:10)'):이에요}" == "09:00로 08:00–19:00 (한국 20:10)예요"


def test_a_word_is_formatted_like_any_text_otherwise() -> None:
    assert f"{Word('문'):>3}|{Word('문')}" == "  문|문"


def test_digits_follow_their_names() -> None:
    assert [f"{Word(digit):을}"[1:] for digit in "0123456789"] == [*"을을를을를를을을을를"]
