"""Many people who ask side by side: each asks on as soon as they are answered."""

import time
from collections import Counter
from dataclasses import dataclass

from tests.benchmarks.processes import Program
from tests.bot_api import BotApiServer

FIRST = 1000  # the first person's id
ANSWER_SECONDS = 60.0

QUESTIONS = (
    "첫날 일정 알려주세요",
    "둘째 날 일정 뭐예요?",
    "셋째날 일정",
    "전체 일정 보여줘",
    "다음 일정 뭐예요?",
    "샤오미 공장은 어떤 곳이에요?",
    "포패러다임 소개해 주세요",
    "샤오미 공장 어디예요?",
    "천단 주소 알려줘",
    "포패러다임 방문 몇 시예요?",
    "둘째 날 샤오미 집합 어디서 해요?",
    "샤오미 갈 때 뭐 챙겨야 돼요?",
    "포패러다임 갈 때 복장은요?",
    "호텔 와이파이 비번 뭐예요",
    "호텔 체크아웃 몇 시까지예요?",
    "호텔 조식 몇시",
    "첫날 점심 뭐 먹어요?",
    "둘째 날 저녁 메뉴",
    "인솔자 연락처 알려주세요",
    "사무국 전화번호",
    "제 방 몇 호예요?",
    "버스 와이파이",
    "환전 얼마나 해야 해요?",
    "안녕하세요",
    "감사합니다!",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a round of questions took of a program."""

    answers: int
    cpu_seconds: float
    seconds: float

    @property
    def cpu_ms(self) -> float:
        """CPU per answer, in milliseconds."""
        return self.cpu_seconds / self.answers * 1000

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


async def ask(server: BotApiServer, program: Program, *, people: int, each: int) -> Asked:
    """Have `people` ask `each` questions; give what passed between the first question and the last answer.

    Raises:
        TimeoutError: nothing was answered for a minute.
    """
    persons = {FIRST + number: server.user(FIRST + number) for number in range(people)}
    left = dict.fromkeys(persons, each)
    answers: Counter[int] = Counter()
    calls = server.calls.records
    read = len(calls)
    cpu, began = program.cpu_seconds(), time.perf_counter()

    async def next_question(person: int) -> None:
        left[person] -= 1
        await persons[person].send(QUESTIONS[(person + left[person]) % len(QUESTIONS)])

    for person in persons:
        await next_question(person)
    while answers.total() < people * each:
        await server.wait_for(lambda seen=read: len(calls) > seen, ANSWER_SECONDS)  # type: ignore[misc]
        new, read = calls[read:], len(calls)
        for call in new:
            if call.method == "sendMessage" and call.status == 200 and call.chat is not None:
                answers[call.chat] += 1
                if left[call.chat]:
                    await next_question(call.chat)
    return Asked(answers.total(), program.cpu_seconds() - cpu, time.perf_counter() - began)


def check_screens(server: BotApiServer, *, people: int, each: int) -> None:
    """See that everybody was shown `each` answers, maps not counted; raises ValueError."""
    shown = {person: _texts(server, person) for person in range(FIRST, FIRST + people)}
    odd = {person: texts for person, texts in shown.items() if texts != each}
    if odd:
        raise ValueError(f"not one answer to each question: {odd}")


def _texts(server: BotApiServer, person: int) -> int:
    return sum("text" in message.raw for message in server.user(person).messages)
