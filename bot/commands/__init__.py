"""The commands of `giljabi`, one file each, loaded when called so that a small one doesn't wait for the large ones."""

from importlib import import_module

import typer
from typer.core import TyperCommand, TyperGroup

NAMES = (
    "demo",
    "run",
    "check",
    "load",
    "roster",
    "invite",
    "ask",
    "due",
    "export",
    "rehearse",
    "purge",
    "doctor",
    "kakao-setup",
    "kakao-check",
    "metrics-token",
)


class Commands(TyperGroup):
    """Finds a command in the module of its name, as click's manual shows under 'Lazily Loading Subcommands'."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Give the commands in the order that one meets them."""
        del ctx
        return list(NAMES)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]
        """Load a command; None where there is none of that name."""
        del ctx
        if cmd_name not in NAMES:
            return None
        module = import_module(f"bot.commands.{cmd_name.replace('-', '_')}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command  # type: ignore[return-value]


app = typer.Typer(cls=Commands, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)


@app.callback()
def giljabi() -> None:
    """A chat companion for study tours."""
