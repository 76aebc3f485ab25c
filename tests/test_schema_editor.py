"""What an editor makes of the schemas: words, examples and pieces to fill in, in the words of the file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from sopkit.nodes import compose
from sopkit.resources import schema_file
from sopkit.source.keys import COLUMNS, END_WORDS, STATUSES, TABLE
from sopkit.source.scalars import resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {"en": "sop.schema.json", "id": "sop.id.schema.json"}
SCHEMAS: dict[str, dict[str, Any]] = {
    vocabulary: json.loads(schema_file(file).read_text(encoding="utf-8"))
    for vocabulary, file in FILES.items()
}
_PLACE_TO_FILL = re.compile(r"\$\{\d+:([^}]*)\}")


def keys(vocabulary: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every key with its place, its word and its schema."""
    schema = SCHEMAS[vocabulary]
    for place in TABLE:
        body = schema if place == "sop" else schema["$defs"][place]
        for word, value in body["properties"].items():
            yield place, word, value


def filled(piece: Any) -> Any:
    """A piece with the words that stand in its places."""
    if isinstance(piece, dict):
        return {key: filled(value) for key, value in piece.items()}
    if isinstance(piece, list):
        return [filled(item) for item in piece]
    return _PLACE_TO_FILL.sub(r"\1", piece)


def accepts(vocabulary: str, body: dict[str, Any], value: Any) -> bool:
    """Whether a part of a schema accepts a value."""
    schema = {"$defs": SCHEMAS[vocabulary]["$defs"], **body}
    return bool(Draft202012Validator(schema).is_valid(value))


CASES = [(vocabulary, *case) for vocabulary in FILES for case in keys(vocabulary)]


@pytest.mark.parametrize(
    ("vocabulary", "place", "word", "body"), CASES, ids=[f"{case[0]}-{case[1]}-{case[2]}" for case in CASES]
)
class TestKeys:
    """Each key, as an editor shows it."""

    def test_words(self, vocabulary: str, place: str, word: str, body: dict[str, Any]) -> None:
        """A key has a title, a sentence about it, and an example or a piece to fill in."""
        assert body["title"].strip()
        assert body["description"].strip().endswith(".")
        assert body.get("examples") or body.get("defaultSnippets")

    def test_examples(self, vocabulary: str, place: str, word: str, body: dict[str, Any]) -> None:
        """What stands as an example is accepted, and so is a piece as it stands."""
        for example in body.get("examples", ()):
            assert accepts(vocabulary, body, example), example
        for each in body.get("defaultSnippets", ()):
            assert each["label"]
            assert accepts(vocabulary, body, filled(each["body"])), each

    def test_shown(self, vocabulary: str, place: str, word: str, body: dict[str, Any]) -> None:
        """The example is shown as YAML under the key's own word, and reads back as itself."""
        if "examples" not in body:
            assert "markdownDescription" not in body
            return
        shown = body["markdownDescription"]
        label = "Contoh" if vocabulary == "id" else "Example"

        assert shown.startswith(f"{body['description']}\n\n{label}:\n\n```yaml\n{word}:")
        root = compose(shown.partition("```yaml\n")[2].removesuffix("\n```")).root
        assert root is not None
        example = body["examples"][0]
        read = resolved(root)
        assert isinstance(read, dict)
        assert read[word] == example or str(read[word]) == str(example)


@pytest.mark.parametrize("vocabulary", FILES)
class TestVocabulary:
    """Words of values are those of the file's language."""

    def test_words_of_values(self, vocabulary: str) -> None:
        """Examples and enumerations are in the words of one vocabulary, and never in those of the other."""
        other = (
            {*STATUSES, *COLUMNS, *END_WORDS}
            if vocabulary == "id"
            else {*STATUSES.values(), *END_WORDS.values()}
        )
        own = {*STATUSES.values(), *COLUMNS.values()} if vocabulary == "id" else {*STATUSES, *COLUMNS}
        properties = SCHEMAS[vocabulary]["properties"]
        step = SCHEMAS[vocabulary]["$defs"]["step"]["properties"]
        next_step = step["lanjut" if vocabulary == "id" else "next"]

        examples = {*properties["status"]["examples"], *map(str, next_step["examples"])}
        enumerated = {each for each in properties["status"]["then"]["enum"] if each is not None}
        enumerated |= set(SCHEMAS[vocabulary]["$defs"]["column"]["else"]["enum"])

        assert not (examples | enumerated) & (other - own)
        assert set(properties["status"]["examples"]) == enumerated & set(properties["status"]["then"]["enum"])

    @pytest.mark.parametrize("place", ["step", "branch", "revision"])
    def test_new_items(self, vocabulary: str, place: str) -> None:
        """A new step, way or line of the history is offered where one may begin, with keys of the file."""
        body = SCHEMAS[vocabulary]["$defs"][place]

        for each in body["defaultSnippets"]:
            value = filled(each["body"])
            assert set(value) <= set(body["properties"])
            assert accepts(vocabulary, body, value)

    def test_decision(self, vocabulary: str) -> None:
        """One of the new steps is a decision with a way back."""
        pieces = SCHEMAS[vocabulary]["$defs"]["step"]["defaultSnippets"]

        returns = "kembali" if vocabulary == "id" else "returns"
        assert [returns in each["body"] for each in pieces] == [False, True]

    def test_places_count_on(self, vocabulary: str) -> None:
        """The places of a piece are numbered from 1 in the order in which they are filled."""
        for _, _, body in keys(vocabulary):
            for each in body.get("defaultSnippets", ()):
                numbers = re.findall(r"\$\{(\d+):", json.dumps(each["body"]))
                assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
