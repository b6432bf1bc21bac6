"""Every sentence a person reads, in their language, from the gettext catalogues under `handlers/locale/`.

    say = phrases("ko")
    say("Gather at {time}, {place}.", time="08:20", place="호텔 로비")
    say.plural("One stop", "{count} stops", count=7)

A msgid is the English sentence with named placeholders. Korean placeholders may name a particle: '{place:으로}'
(see `handlers.josa`). A language's `*.po` files are read once, when it is first spoken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from handlers.josa import Word

LANGUAGES = ("ko", "en", "zh")
LOCALES = Path(__file__).parent / "locale"


def mark(msgid: str) -> str:
    """Give `msgid` as it is; marks a sentence that is looked up later, such as one kept in a table."""
    return msgid


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences of one language. A sentence that has no translation is said in English rather than not at all."""

    language: str
    sentences: Mapping[str, str] = field(repr=False)
    plurals: Mapping[str, tuple[str, ...]] = field(repr=False)

    def __call__(self, msgid: str, /, **values: object) -> str:
        """Give the sentence with its placeholders filled in.

        Raises:
            KeyError: a placeholder has no value.
        """
        sentence = self.sentences.get(msgid, msgid)
        return self._filled(sentence, values) if values else sentence

    def plural(self, one: str, many: str, /, count: int, **values: object) -> str:
        """Give the sentence for `count` things, which is filled in as {count} too."""
        forms = self.plurals.get(one) or (one, many)
        sentence = forms[0] if count == 1 else forms[-1]
        return self._filled(sentence, {"count": count, **values})

    def _filled(self, sentence: str, values: Mapping[str, object]) -> str:
        if self.language == "ko":
            return sentence.format_map({name: Word(value) for name, value in values.items()})
        return sentence.format_map(values)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> Phrases:
    sentences: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for path in sorted((LOCALES / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
        for message in catalogue:
            if isinstance(message.id, str) and isinstance(message.string, str):
                sentences[message.id] = message.string
            elif message.string:
                plurals[message.id[0]] = tuple(message.string)
    return Phrases(language, {msgid: words for msgid, words in sentences.items() if msgid and words}, plurals)


def phrases(language: str) -> Phrases:
    """Give the sentences of `language`: 'ko', 'en' or 'zh'; Korean, the project's first, for any other."""
    return _catalogue(language if language in LANGUAGES else LANGUAGES[0])
