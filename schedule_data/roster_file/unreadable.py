"""A table that can't be read, before the file's name is known."""


class TableMistake(Exception):  # noqa: N818 - it becomes a Mistake
    """The line at which reading ended, and our sentence."""

    def __init__(self, line: int, sentence: str) -> None:
        self.line = line
        self.sentence = sentence
        super().__init__(sentence)
