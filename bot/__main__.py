"""The command line: `giljabi`, also `python -m bot`."""

import sys
import tempfile
import traceback

from rich.console import Console

from bot.commands import app
from bot.errors import GiljabiError
from schedule_data.mistakes import Mistakes


def main() -> None:
    """Run the command that was asked for; what a person can mend is said plainly, with exit code 1."""
    try:
        app()
    except Mistakes as error:
        _end(f"{error}\n{len(error.mistakes)} to mend; nothing of it was taken")
    except GiljabiError as error:
        _end(str(error))
    except Exception as error:  # noqa: BLE001 - whatever else happens: a sentence to read, and a file to send on
        _end(
            f"An error that Giljabi doesn't know ({type(error).__name__}): what the command had begun was undone.\n"
            f"The details are in {_written_down(error)}: please report it with that file, after a look for names in it."
        )


def _end(words: str) -> None:
    printable = words.encode(errors="backslashreplace").decode()  # a file's name may be no text
    Console(stderr=True, soft_wrap=True, highlight=False).print(printable, style="red", markup=False)
    sys.exit(1)


def _written_down(error: Exception) -> str:
    """Write the stack trace to a file that only this user can read, and give its path."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="giljabi-error-", suffix=".txt", encoding="utf-8", errors="backslashreplace", delete=False
    ) as file:
        traceback.print_exception(error, file=file)
    return file.name


if __name__ == "__main__":
    main()
