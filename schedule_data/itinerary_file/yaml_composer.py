"""YAML text to nodes: one document, every key once, bounded in depth and size, nothing constructed."""

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from schedule_data.itinerary_file.yaml_commas import mend_commas
from schedule_data.itinerary_file.yaml_errors import explain
from schedule_data.itinerary_file.yaml_nodes import Leaf, Map, Mark, Node, Sequence, YamlMistake, leaf

MOST_NODES = 50_000
"""Values in one file, aliases followed: a tour of a month has some 5,000. What aliases multiply stops here."""

MOST_DEPTH = 20
"""Maps and lists within one another; the format needs 6."""


LONGEST_KEY = 100
"""Characters. The longest of the format has 15; a topic may be a few words."""


class Composer:
    """Takes the parser's events one by one. `root` is the outermost node, None where there are only comments.

    `mistakes` and `remarks` hold what was found on the way without losing the thread.
    """

    def __init__(self) -> None:
        self.root: Node | None = None
        self.last = Mark(1, 1)
        self.mistakes: list[tuple[Mark, str]] = []
        self.remarks: list[tuple[Mark, str]] = []
        self._documents = 0
        self._open: list[Map | Sequence] = []
        self._keys: list[Leaf | None] = []
        self._names: list[str | None] = []
        self._named: dict[str, Node] = {}

    def take(self, event: Event) -> None:
        """Go one event further."""
        self.last = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
        match event:
            case DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise YamlMistake(self.last, "a second document starts here; take '---' out, one file is one tour")
            case AliasEvent():
                self._add(self._find(event.anchor), None)
            case ScalarEvent():
                self._refuse_tag(event)
                self._add(leaf(self.last, event.value, bare=event.style is None), event.anchor)
            case CollectionStartEvent():
                self._refuse_tag(event)
                self._start(event)
            case CollectionEndEvent():
                self._end()
            case _:
                pass

    def _refuse_tag(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.ctag is not None:
            raise YamlMistake(self.last, "tags aren't read here; put text that begins with '!' in quotes")

    def _find(self, anchor: str) -> Node:
        if anchor not in self._named:
            raise YamlMistake(self.last, f"nothing above is named &{anchor}; put text that begins with '*' in quotes")
        return self._named[anchor]

    def _start(self, event: CollectionStartEvent) -> None:
        if len(self._open) >= MOST_DEPTH:
            raise YamlMistake(self.last, "maps and lists lie too deep in one another; check the brackets")
        in_braces = bool(event.flow_style)
        self._open.append(
            Map(self.last, {}, in_braces) if isinstance(event, MappingStartEvent) else Sequence(self.last, [])
        )
        self._keys.append(None)
        self._names.append(event.anchor)

    def _end(self) -> None:
        node = self._open.pop()
        self._keys.pop()
        if isinstance(node, Map):
            self.remarks += mend_commas(node)
        self._add(node, self._names.pop())

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self._named[anchor] = node
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        parent.size += node.size
        if parent.size > MOST_NODES:
            raise YamlMistake(
                self.last, f"the file holds more than {MOST_NODES:,} values, aliases followed; shorten it"
            )
        if isinstance(parent, Sequence):
            parent.items.append(node)
        else:
            self._add_to_map(parent, node)

    def _add_to_map(self, parent: Map, node: Node) -> None:
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = _fit_for_a_key(node)
            return
        self._keys[-1] = None
        name = _name(key, node)
        if name in parent.entries:
            first = parent.entries[name][0].line
            self.mistakes.append((key.mark, f"the key '{name}' is already on line {first}; keep one of the two"))
            self._keep_names(parent.entries[name][1], node)
        else:
            parent.entries[name] = (key.mark, node)

    def _keep_names(self, first: Node, second: Node) -> None:
        """Let what a repeated key holds be known all the same: its sites are no unknown sites."""
        if isinstance(first, Map) and isinstance(second, Map):
            first.entries = second.entries | first.entries


def _fit_for_a_key(node: Node) -> Leaf:
    if not isinstance(node, Leaf):
        raise YamlMistake(node.mark, "a key must be a plain word; put text with '{' or '[' in quotes")
    if not node.written.isprintable() or len(node.written) > LONGEST_KEY:
        raise YamlMistake(node.mark, "this can't be a key; check the ':' and the quotes of this line")
    return node


def _name(key: Leaf, node: Node) -> str:
    """Give the key; in braces YAML takes the ':' of `{en:}` for a part of it."""
    without_value = isinstance(node, Leaf) and node.bare and not node.written
    return key.written.removesuffix(":") if without_value and key.bare else key.written


def compose(text: str) -> Composer:
    """Read the whole text.

    Raises:
        YamlMistake: at the first place that can't be read.
    """
    composer = Composer()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            composer.take(event)
    except YamlMistake:
        raise
    except YAMLError as error:
        raise explain(error, text) from None
    except Exception:  # noqa: BLE001 - the parser stumbles over bytes its author never met; a sentence is owed all the same
        raise YamlMistake(composer.last, "can't be read from here on; check the quotes and brackets") from None
    return composer
