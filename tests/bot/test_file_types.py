from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.file_types import ANYTHING, HWP, HWPX, JPEG, M4A, MP3, OGG, PDF, PNG, TEXT, WEBP, FileType, safe_name, type_of

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(*names: str, **content: str) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as made:
        for name in names:
            made.writestr(name, content.get(name, "x"))
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG),
        (b"\x89PNG\r\n\x1a\n\x00", PNG),
        (b"RIFF\x10\0\0\0WEBPVP8 ", WEBP),
        (b"OggS" + bytes(24) + b"OpusHead", OGG),
        (b"ID3\x04", MP3),
        (b"\xff\xfb\x90\x00", MP3),
        (b"\0\0\0\x20ftypM4A \0\0hdlr\0soun", M4A),
        (b"%PDF-1.7", PDF),
        (OLE2 + bytes(500) + b"HWP Document File V5.00", HWP),
        ("\ufeff이름,버스\r\n김,1호차\n".encode(), TEXT),
        (archive("mimetype", "Contents/section0.xml", mimetype="application/hwp+zip"), HWPX),
    ],
)
def test_a_file_is_told_by_its_bytes(content: bytes, found: FileType) -> None:
    assert type_of(content) == found


@pytest.mark.parametrize(
    ("part", "ending"), [("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx")]
)
def test_an_office_file_is_told_by_its_parts(part: str, ending: str) -> None:
    found = type_of(archive("[Content_Types].xml", part))
    assert found is not None
    assert (found.kind, found.endings) == ("document", (ending,))
    assert type_of(archive("[Content_Types].xml", part, "word/vbaProject.bin")) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n",
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02",
        b"<html><script>alert(1)</script>",
        b"\n <svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a\x01\x00",
        b"RIFF\x10\0\0\0WAVEfmt ",
        b"OggS" + bytes(24) + b"\x80theora",
        b"\0\0\0\x20ftypisom\0\0soun\0vide",
        b"\0\0\0\x20ftypheic",
        b"\xff\xfe\xe4\xb8",
        b"\xff\xfb\xf0\x00",
        OLE2 + b"Microsoft Word",
        archive("run.exe"),
        archive("mimetype", mimetype="application/epub+zp"),
        b"PK\x03\x04 cut off",
        b"text\x00with\x00zeros",
        "가".encode("cp949"),
    ],
)
def test_what_is_not_sent_is_told_from_what_is(content: bytes) -> None:
    assert type_of(content) is None


@pytest.mark.parametrize(
    ("name", "found", "safe"),
    [
        ("약도.PNG", PNG, "약도.png"),
        ("page.html", TEXT, "page.html.txt"),
        ("명단.csv", TEXT, "명단.csv"),
        ("", JPEG, "photo.jpg"),
        ("..", OGG, "voice.ogg"),
        ('a/b\\c\n"d".pdf', PDF, "a b c d.pdf"),
        ("README", ANYTHING, "README"),
        ("a.b.ZIP", ANYTHING, "a.b.zip"),
        ("가" * 200 + ".pdf", PDF, "가" * 60 + ".pdf"),
        ("\u202egnp.exe", PDF, "gnp.exe.pdf"),
    ],
)
def test_a_name_says_what_the_file_is(name: str, found: FileType, safe: str) -> None:
    assert safe_name(name, found) == safe
