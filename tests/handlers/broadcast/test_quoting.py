import pytest

from handlers.broadcast.quoting import direct


@pytest.mark.parametrize(
    ("message", "text", "expected"),
    [
        ("2호차에 10분 뒤 출발한다고 알려줘", "10분 뒤 출발한", "10분 뒤 출발합니다."),
        ("모두에게 먼저 먹는다고 전해줘", "먼저 먹는", "먼저 먹습니다."),
        ("모두에게 자리가 있다고 알려줘", "자리가 있", "자리가 있습니다."),
        ("모두에게 문이 크다고 알려줘", "문이 크", "문이 큽니다."),
        ("모두에게 로비로 모이라고 전해줘", "로비로 모이", "로비로 모이세요."),
        ("모두에게 10시 출발 예정이라고 알려줘", "10시 출발 예정이", "10시 출발 예정입니다."),
        ("모두에게 정문 앞이라고 알려줘", "정문 앞이", "정문 앞입니다."),
        ("모두에게 같이 가자고 해줘", "같이 가", "같이 갑시다."),
        ("모두에게 같이 먹자고 말해줘", "같이 먹", "같이 먹읍시다."),
        ("모두에게 로비로 와달라고 전해줘", "로비로 와", "로비로 와 주세요."),
        ("공지: 10분 뒤 출발해요", "10분 뒤 출발해요", "10분 뒤 출발해요"),
        ("공지: 끝", "없는 말", "없는 말"),
        ("tell all to come", "come", "come"),
    ],
)
def test_what_was_quoted_is_told_directly(message: str, text: str, expected: str) -> None:
    assert direct(text, message) == expected
