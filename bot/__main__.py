"""The command line: `giljabi`, also `python -m bot`."""

import sys

from rich.console import Console

from bot.commands import app
from bot.errors import GiljabiError
from schedule_data.mistakes import Mistakes


def main() -> None:
    """Run the command that was asked for; what a person can mend is said plainly, with exit code 1."""
    try:
        app()
    except (GiljabiError, Mistakes) as error:
        Console(stderr=True, soft_wrap=True, highlight=False).print(str(error), style="red", markup=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
