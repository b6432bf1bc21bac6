import pytest

from bot.errors import GiljabiError
from bot.kakao_secret import HEADER, is_from_our_bot, path_token, skill_path
from bot.kakao_setup import setup_table

SECRET = "made-up skill secret"


@pytest.mark.parametrize(
    ("token", "header", "allowed"),
    [
        (path_token(SECRET), SECRET, True),
        (path_token(SECRET), "wrong", False),
        (path_token(SECRET), None, False),
        (path_token("other"), SECRET, False),
        ("", "", False),
        ("한글", "한글", False),
    ],
)
def test_a_call_needs_both_proofs(token: str, header: str | None, *, allowed: bool) -> None:
    assert is_from_our_bot(SECRET, token, header) is allowed


def test_the_path_does_not_tell_the_secret() -> None:
    assert len(path_token(SECRET)) == 32
    assert SECRET not in skill_path(SECRET)
    assert skill_path(SECRET) == skill_path(SECRET) != skill_path("other")


def test_the_table_holds_all_that_is_entered() -> None:
    rows = setup_table("https://tour.example/", SECRET)
    entered = {row.name: row.value for row in rows}
    assert entered["URL"] == "https://tour.example" + skill_path(SECRET)
    assert entered[f"헤더값 입력: {HEADER}"] == SECRET
    assert entered["이벤트"] == "giljabi_notice"
    assert [row.page.split(" > ")[0] for row in rows] == ["스킬"] * 3 + ["시나리오"] * 4 + ["설정", "배포"]


def test_kakao_calls_no_plain_http() -> None:
    with pytest.raises(GiljabiError, match="must start with https://"):
        setup_table("http://127.0.0.1:8080", SECRET)
