"""A .csv as spreadsheets write it: UTF-8 with or without a mark, or CP949; separated by commas, semicolons or tabs."""

import csv
import io
from collections.abc import Iterator

from schedule_data.roster_file.unreadable import TableMistake

_SEPARATORS = ",;\t"


def rows_of_text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Give line and cells of each row; a row that spans lines has its first.

    Raises:
        TableMistake: at the line where it can't be read.
    """
    text = _decoded(content)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=first.count), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise TableMistake(
            line, 'has a quote (") that never closes or ends too early; write "" for a quote within a cell'
        ) from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            start = error.start
    line = content.count(b"\n", 0, start) + 1
    raise TableMistake(line, "is neither UTF-8 nor CP949 text from here on; save the table as 'CSV UTF-8'")
