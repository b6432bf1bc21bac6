"""`giljabi kakao-check`: checks skill responses against Kakao's limits."""

from pathlib import Path
from typing import Annotated

import typer

from bot.kakao_check import Problem, check_file
from bot.kakao_demands import Severity

app = typer.Typer()


@app.command()
def kakao_check(
    files: list[Path],
    group: Annotated[bool, typer.Option("--group", help="Check as a response in a group chat.")] = False,
) -> None:
    """Check skill responses (JSON) and print every problem with its source; exit 1 where Kakao would refuse one."""
    refused = False
    for file in files:
        problems = check_file(file, in_group=group)
        for problem in problems:
            typer.echo(_line(file, problem))
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        refused = refused or errors > 0
        typer.echo(f"{file}: {_verdict(errors, len(problems) - errors)}")
    if refused:
        raise typer.Exit(1)


def _line(file: Path, problem: Problem) -> str:
    where = problem.path if problem.path.startswith(str(file)) else f"{file}: {problem.path}"
    source = f" [{problem.source}]" if problem.source else ""
    return f"{where}: {problem.severity}: {problem.text}{source}"


def _verdict(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "all right"
    return f"errors {errors}, warnings {warnings}"
