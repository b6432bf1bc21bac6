"""Writing files that a person named: never over others unaskedly, and never half of one."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.errors import GiljabiError


def write_new(files: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write files that only this user can read, as they may name people; with `force` over those that exist.

    Raises:
        GiljabiError: one exists, or can't be written.
    """
    if not force:
        check_new(files, or_else=", or write over it with --force")
    written = {path: path.with_name(f".{path.name}.new") for path in files}
    try:
        for path, content in files.items():
            written[path].unlink(missing_ok=True)
            written[path].touch(mode=0o600)
            written[path].write_bytes(content)
        for path, new in written.items():
            new.replace(path)
    except OSError as error:
        for new in written.values():
            _give_up(new)
        raise GiljabiError(f"{path} can't be written: {error.strerror}. Check the name and the folder.") from None


def check_new(files: Iterable[Path], or_else: str = "") -> None:
    """Look whether files can be written, before work is done for them.

    Raises:
        GiljabiError: one exists already, or its folder doesn't.
    """
    for path in files:
        if path.exists():
            raise GiljabiError(f"{path} exists already. Name another file{or_else}.")
        if not path.parent.is_dir():
            raise GiljabiError(f"{path} can't be written: there is no folder {path.parent}.")


def _give_up(new: Path) -> None:
    try:
        new.unlink(missing_ok=True)
    except OSError:  # the folder itself is what fails
        return
