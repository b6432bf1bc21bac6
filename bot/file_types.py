"""What a file is, told from its bytes: a name or a browser's word for it may say anything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

LONGEST_STEM: Final = 60  # characters of a name before its ending
LONGEST_ENDING: Final = 10
UNNAMED: Final = {"photo": "photo", "voice": "voice"}


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file that can be sent: photo, document or voice; of `endings` the first is put to a name without one.

    Photos and voice are what Telegram shows as such (core.telegram.org/bots/api#sendphoto, #sendvoice).
    """

    kind: str
    media_type: str
    endings: tuple[str, ...]


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
JPEG: Final = FileType("photo", "image/jpeg", ("jpg", "jpeg"))
PNG: Final = FileType("photo", "image/png", ("png",))
WEBP: Final = FileType("photo", "image/webp", ("webp",))
OGG: Final = FileType("voice", "audio/ogg", ("ogg", "oga", "opus"))
MP3: Final = FileType("voice", "audio/mpeg", ("mp3",))
M4A: Final = FileType("voice", "audio/mp4", ("m4a",))
PDF: Final = FileType("document", "application/pdf", ("pdf",))
HWP: Final = FileType("document", "application/x-hwp", ("hwp",))
HWPX: Final = FileType("document", "application/hwp+zip", ("hwpx",))
TEXT: Final = FileType("document", "text/plain", ("txt", "csv"))
ANYTHING: Final = FileType("document", "application/octet-stream", ())
# a part of an Office file, by which its kind is known (ECMA-376)
_OFFICE_PARTS: Final = {
    "word/document.xml": FileType("document", f"{_OFFICE}.wordprocessingml.document", ("docx",)),
    "xl/workbook.xml": FileType("document", f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",)),
    "ppt/presentation.xml": FileType("document", f"{_OFFICE}.presentationml.presentation", ("pptx",)),
}
_MACROS: Final = "vbaproject.bin"
_PLAIN_CONTROLS: Final = frozenset("\t\n\r\f")


def type_of(content: bytes) -> FileType | None:
    """Tell what a file is; None for what we don't send: programs, archives, files with macros, pages of markup."""
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind(content)
    return _ftyp(content) or _text(content)


def safe_name(name: str, found: FileType) -> str:
    """Give a name of one line with an ending that says what the file is."""
    line = " ".join("".join(one if one.isprintable() and one not in '/\\|"' else " " for one in name).split())
    stem, dot, ending = line.rpartition(".")
    stem, ending = (stem, ending.lower()) if dot else (line, "")
    if ending not in found.endings and found.endings:
        stem, ending = line, found.endings[0]
    stem = stem.strip(". ")[:LONGEST_STEM] or UNNAMED.get(found.kind, "file")
    return f"{stem}.{ending[:LONGEST_ENDING]}" if ending else stem


def _is(found: FileType, *marks: bytes, within: int | None = None) -> Callable[[bytes], FileType | None]:
    """Tell by marks that stand near the beginning."""
    return lambda content: found if all(mark in content[:within] for mark in marks) else None


def _zip(content: bytes) -> FileType | None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if any(name.lower().endswith(_MACROS) for name in names):
                return None
            if names[:1] == ["mimetype"] and archive.getinfo("mimetype").file_size == len(HWPX.media_type):
                return HWPX if archive.read("mimetype") == HWPX.media_type.encode() else None
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return None
    return next((found for part, found in _OFFICE_PARTS.items() if part in names), None)


def _ftyp(content: bytes) -> FileType | None:
    """Tell a recording in an MP4 box from a film: it has a track of sound and none of pictures (ISO 14496-12, hdlr)."""
    is_mp4 = content[4:8] == b"ftyp" and b"soun" in content and b"vide" not in content
    return M4A if is_mp4 else None


def _mpeg(content: bytes) -> FileType | None:
    """Tell MP3 by its frame's header: layer III, a bit rate and a sampling rate that there are (ISO 11172-3)."""
    header = int.from_bytes(content[1:3])
    is_frame = header & 0xE600 == 0xE200 and header & 0xF0 not in {0, 0xF0} and header & 0x0C != 0x0C  # noqa: PLR2004
    return MP3 if is_frame else None


def _text(content: bytes) -> FileType | None:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    is_plain = all(one.isprintable() or one in _PLAIN_CONTROLS or ord(one) > 0x9F for one in words)  # noqa: PLR2004
    return TEXT if is_plain and words.strip() and not words.lstrip().startswith("<") else None


_STARTS: Final[Mapping[bytes, Callable[[bytes], FileType | None]]] = {
    b"\xff\xd8\xff": _is(JPEG),
    b"\x89PNG\r\n\x1a\n": _is(PNG),
    b"RIFF": _is(WEBP, b"WEBP", within=12),
    b"OggS": _is(OGG, b"OpusHead", within=64),
    b"ID3": _is(MP3),
    b"\xff": _mpeg,
    b"%PDF-": _is(PDF),
    b"PK\x03\x04": _zip,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _is(HWP, b"HWP Document File"),
}
