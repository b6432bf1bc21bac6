"""What the operator enters in Kakao's chatbot console, as a table. The guide is docs/kakao.md."""

from dataclasses import dataclass

from bot.errors import GiljabiError
from bot.kakao_push import NOTICE_EVENT
from bot.kakao_secret import HEADER, skill_path


@dataclass(frozen=True, slots=True)
class SetupRow:
    """One field of the console: the page it is on, its name, what to enter, and what to mind."""

    page: str
    name: str
    value: str
    note: str = ""


def setup_table(public_url: str, secret: str) -> list[SetupRow]:
    """Give every field to fill in, in the console's order. The header's value is a secret: don't log it.

    Raises:
        GiljabiError: Kakao calls public https addresses only.
    """
    if not public_url.startswith("https://"):
        raise GiljabiError("GILJABI_PUBLIC_URL must start with https://, for Kakao calls the skill from outside")
    answer = "응답 설정: 스킬데이터 사용"
    return [
        SetupRow("스킬 > 스킬 생성", "스킬명", "길잡이"),
        SetupRow("스킬 > 스킬 생성", "URL", public_url.rstrip("/") + skill_path(secret), "기본 스킬로 설정"),
        SetupRow("스킬 > 스킬 생성", f"헤더값 입력: {HEADER}", secret, "비밀번호처럼 다뤄 주세요"),
        SetupRow("시나리오 > 웰컴 블록", "스킬", "길잡이", answer),
        SetupRow("시나리오 > 폴백 블록", "스킬", "길잡이", f"{answer}. 모든 질문이 이 블록으로 와요"),
        SetupRow(
            "시나리오 > 블록 추가: 알림", "이벤트", NOTICE_EVENT, "이벤트 설정에서 같은 이름으로 먼저 만들어 주세요"
        ),
        SetupRow("시나리오 > 블록 추가: 알림", "스킬", "길잡이", answer),
        SetupRow("설정 > 카카오톡 채널 연결", "운영 채널", "인증된 비즈니스 채널", "개발 채널로 먼저 시험해 보세요"),
        SetupRow("배포", "배포", "", "바꾼 뒤에는 늘 다시 배포해 주세요"),
    ]
