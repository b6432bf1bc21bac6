"""The bytes of a file that somebody names: read whole, up to a limit, or refused in a sentence."""

from pathlib import Path

from schedule_data.mistakes import Mistake, Mistakes


def read_bytes(path: Path, most: int, kind: str) -> bytes:
    """Read a file of at most `most` bytes; `kind` names what it should be ('itinerary', 'roster').

    Raises:
        Mistakes: there is no such file, it is a folder, can't be read, is empty or too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise refused(path, _why(error, kind)) from None
    if len(content) > most:
        raise refused(path, f"is larger than {most // 1_000_000} MB; is this the {kind} file?")
    if not content.strip():
        raise refused(path, f"is empty; write the {kind} into it")
    return content


def refused(path: Path, sentence: str) -> Mistakes:
    """Give the exception for a file that can't be taken at all."""
    return Mistakes([Mistake(str(path), 1, sentence)])


def _why(error: OSError | ValueError, kind: str) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file; check the name and the folder"
        case IsADirectoryError():
            return f"is a folder; name the {kind} file in it"
        case PermissionError():
            return "may not be read by this user; give it read permission"
        case _:
            return "can't be read; check the name and the disk"
