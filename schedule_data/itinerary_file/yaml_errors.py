"""What the YAML parser complains of, in the words of somebody who mends the file."""

import re

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from schedule_data.itinerary_file.yaml_nodes import Mark, YamlMistake

_UNCLOSED = "isn't closed, lacks a comma, or holds a text with ':' that needs quotes; check from here on"

_NO_KEY_HERE = "mapping values are not allowed"
_KEY = re.compile(r"[ -]*[\w.-]+")

# The parser's problem (its beginning) -> our sentence, and whether the place is where the thing began (True) or broke.
_SENTENCES: tuple[tuple[str, bool, str], ...] = (
    ("found character '\\t'", False, "a tab can't indent here; put spaces in its place"),
    ("found character", False, "a text can't begin with this character; put the text in quotes"),
    (
        _NO_KEY_HERE,
        False,
        "a ':' is not expected here; put a text with ': ' in quotes, check indents",
    ),
    ("expected ',' or '}'", True, "the '{' here " + _UNCLOSED),
    ("expected ',' or ']'", True, "the '[' here " + _UNCLOSED),
    ("expected the node content", False, "a value is missing here, or a bracket closes too early; check the brackets"),
    ("found unexpected end of stream", True, "a quote opens here and never closes; add the closing quote"),
    ("found unexpected document separator", True, "a quote opens here and never closes; add the closing quote"),
    (
        "expected <block end>",
        False,
        "this line doesn't fit the lines above; indent keys of one map alike, quote whole texts",
    ),
    ("could not find expected ':'", True, "this isn't 'key: value'; write a ':' and a space after the key"),
    ("sequence entries are not allowed", False, "a '-' can't stand here; begin the list on a line of its own"),
    (
        "found unknown escape",
        False,
        "a backslash means something in double quotes; use single quotes or write it twice",
    ),
    (
        "expected escape sequence",
        False,
        "a backslash means something in double quotes; use single quotes or write it twice",
    ),
    ("expected alphabetic or numeric", False, "a text can't begin with '&' or '*'; put the text in quotes"),
    ("expected chomping", False, "a text can't begin with '|' or '>'; put the text in quotes"),
    ("invalid intendation", False, "this line doesn't fit the lines above; check indents, brackets and quotes"),
)
_OTHERWISE = "this can't be read as YAML; check the indents, quotes and brackets of this line and the one above"


def explain(error: YAMLError, text: str) -> YamlMistake:
    """Give our sentence and place for a complaint of the parser about `text`."""
    if isinstance(error, ReaderError):
        return _forbidden_character(error, text)
    if not isinstance(error, MarkedYAMLError):
        return YamlMistake(Mark(1, 1), _OTHERWISE)
    problem = error.problem or ""
    if problem.startswith(_NO_KEY_HERE) and (line := _line_without_colon(error, text)):
        return YamlMistake(Mark(line, 1), "this isn't 'key: value'; write a ':' and a space after the key")
    for beginning, where_it_began, sentence in _SENTENCES:
        if problem.startswith(beginning):
            return YamlMistake(_mark(error, where_it_began=where_it_began), sentence)
    return YamlMistake(_mark(error, where_it_began=False), _OTHERWISE)


def _line_without_colon(error: MarkedYAMLError, text: str) -> int | None:
    """Give the line above a sound 'key:' line where that one lacks its ':'; the parser stumbles a line too late."""
    mark = error.problem_mark
    lines = text.split("\n")[: mark.line + 1]
    above = next((number for number in range(len(lines) - 2, -1, -1) if lines[number].strip()), None)
    if above is None or ":" in lines[above] or not _KEY.fullmatch(lines[-1][: mark.column]):
        return None
    return above + 1


def _mark(error: MarkedYAMLError, *, where_it_began: bool) -> Mark:
    broke, began = error.problem_mark, error.context_mark
    mark = began if where_it_began and began else broke or began
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _forbidden_character(error: ReaderError, text: str) -> YamlMistake:
    before = text[: error.position]
    mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
    return YamlMistake(mark, f"an invisible control character (code {error.character}) stands here; take it out")
