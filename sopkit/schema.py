"""Nodes against the JSON Schema: what is wrong with the shape of a document; the only door to jsonschema."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sopkit.findings import Part
from sopkit.lang import text
from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.resources import schema_file
from sopkit.source.canonical import value_words
from sopkit.source.faults import fault
from sopkit.source.ids import as_id
from sopkit.source.keys import COLUMNS, TABLE, as_listed, is_extra, place_of, required, spelling
from sopkit.source.lines import quoted
from sopkit.source.scalars import resolved
from sopkit.source.snippets import new_entries, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

    from sopkit.findings import Finding, Pointer
    from sopkit.nodes import Node

__all__ = ["accepts", "schema_text", "shape_findings"]

Schema = dict[str, Any]


def shape_findings(root: Mapping, vocabulary: str) -> tuple[Finding, ...]:
    """Return all that is wrong with the shape of a document under canonical keys.

    Allowed words are told in the vocabulary of the file, `en` or `id`.
    """
    found: dict[Pointer, Finding] = {}
    for error in _validator().iter_errors(resolved(root)):
        for finding in _findings(error, root, vocabulary):
            found.setdefault(finding.pointer, finding)
    unknown = {pointer[:2] for pointer, finding in found.items() if finding.name == "unknown-word"}
    return tuple(
        finding
        for pointer, finding in found.items()
        if finding.name != "missing-column" or pointer not in unknown
    )


def accepts(root: Mapping) -> bool:
    """Return whether a document under canonical keys has the shape that the schema asks for."""
    return bool(_validator().is_valid(resolved(root)))


def schema_text(vocabulary: str) -> str:
    """Return the schema for a vocabulary, made from the canonical one and the words in `lang`."""
    schema = _translated(_canonical_schema(), vocabulary)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _canonical_schema() -> Schema:
    loaded: Schema = json.loads(schema_file("sop.schema.json").read_text(encoding="utf-8"))
    return loaded


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # Only documents with a doubtful shape pay for it.

    return Draft202012Validator(_canonical_schema())


def _findings(error: ValidationError, root: Mapping, vocabulary: str) -> Iterator[Finding]:
    """Put an error of the schema into findings; the subschema's comment names the fault."""
    pointer: Pointer = tuple(error.absolute_path)
    schema = cast("Schema", error.schema)
    if error.validator == "required":
        for key in schema["required"]:
            if key not in cast("Schema", error.instance):
                yield _missing((*pointer, key))
        return
    name, _, argument = str(schema["$comment"]).partition(" ")
    node = _node_at(root, pointer)
    if _is_needed(pointer) and _is_empty(error.instance):
        yield _missing(pointer)
    elif name == "missing-column":
        wanted = COLUMNS[argument] if vocabulary == "id" else argument
        yield fault(name, pointer, details=(("wanted", wanted),))
    elif place_of(pointer) == "performers" and _has_both_manners(node):
        yield fault("two-manners", pointer, details=(("key_any", "any"), ("key_in_order", "in_order")))
    else:
        yield _fault_of(name, pointer, node, vocabulary)


def _has_both_manners(node: Node) -> bool:
    return isinstance(node, Mapping) and None not in (node.get("any"), node.get("in_order"))


def _missing(pointer: Pointer) -> Finding:
    return fault("missing-key", pointer, part=Part.KEY, details=(("key_wanted", str(pointer[-1])),))


def _is_needed(pointer: Pointer) -> bool:
    """Whether something must stand here: a required key, an actor's title, an item of a list of actors."""
    if not pointer:
        return False
    place = place_of(pointer[:-1])
    if place:
        return pointer[-1] in required(place) or place == "performers"
    return pointer[0] == "actors" or "actor" in pointer


def _is_empty(value: object) -> bool:
    if isinstance(value, list):
        return all(_is_empty(item) for item in value)
    if isinstance(value, dict):
        return all(is_extra(key) for key in value)
    return value is None or (isinstance(value, str) and value.strip() in {"", "-"})


def _fault_of(name: str, pointer: Pointer, node: Node, vocabulary: str) -> Finding:
    key = next((token for token in reversed(pointer) if isinstance(token, str)), "")
    shown = _shown(node, _words_at(pointer, vocabulary))
    details: tuple[tuple[str, str], ...] = (("found", shown), ("key_name", key))
    suggestion = None
    if name == "text-expected" and key == "next" and isinstance(node, Sequence):
        name = "ways-side-by-side"
    elif name == "text-expected" and isinstance(node, Mapping) and _is_text_with_colon(node):
        return fault("colon-in-text", pointer, details=details[:1], suggestion=quoted(shown))
    elif name == "text-expected" and pointer[-1] in {"inputs", "outputs"}:
        name = "texts-expected"
    elif name == "unknown-word":
        allowed = _allowed(pointer, vocabulary)
        details = (*details, ("allowed", ", ".join(f"`{word}`" for word in allowed)))
        other = _allowed(pointer, "en" if vocabulary == "id" else "id")
        suggestion = _nearest(shown, dict(zip((*other, *allowed), allowed * 2, strict=True)))
    elif name == "not-an-id" and isinstance(node, Scalar):
        suggestion = _slug(node.text, of_step=pointer[0] == "steps", vocabulary=vocabulary)
    return fault(name, pointer, details=details, suggestion=suggestion)


def _is_text_with_colon(node: Mapping) -> bool:
    """Whether a mapping was most likely meant as text: one line, without braces."""
    entry = node.entries[0] if len(node.entries) == 1 else None
    line = node.place[0] == node.place[2]
    return (
        entry is not None
        and line
        and isinstance(entry.value, Scalar)
        and entry.key.place[:2] == node.place[:2]
    )


def _allowed(pointer: Pointer, vocabulary: str) -> tuple[str, ...]:
    key = next(token for token in reversed(pointer) if isinstance(token, str) and token not in COLUMNS)
    if key == "paper":
        return ("A4", "F4", "Letter", "Legal")
    if key == "language":
        return ("id", "en")
    if key == "numbers":
        return ("true", "false")
    return as_listed(value_words(key), vocabulary)


def _nearest(word: str, meanings: dict[str, str]) -> str | None:
    """Return what the known word means that a word is nearest to, whatever its case and hyphens."""
    from difflib import get_close_matches

    by_plain = {known.casefold(): meaning for known, meaning in meanings.items()}
    plain = "-".join(word.casefold().replace("_", " ").split())[:60]
    close = get_close_matches(plain, by_plain, n=1, cutoff=0.6)
    return by_plain[close[0]] if close else None


def _slug(words: str, *, of_step: bool, vocabulary: str) -> str | None:
    """Return an id like these words; that of a step begins with a letter."""
    slug = as_id(words)
    if of_step and slug[:1].isdecimal():
        slug = f"{'langkah' if vocabulary == 'id' else 'step'}-{slug}"
    return slug or None


def _words_at(pointer: Pointer, vocabulary: str) -> dict[str, str]:
    """Return how the words below a value are spelled, where they are words of the format."""
    if vocabulary == "id" and pointer[:2] == ("form", "columns"):
        return COLUMNS
    place = place_of(pointer)
    return {key: spelling(place, key, vocabulary) for key in TABLE.get(place, ())}


def _shown(node: Node, words: dict[str, str]) -> str:
    if isinstance(node, Scalar):
        return COLUMNS.get(node.text, node.text) if words is COLUMNS else node.text
    if isinstance(node, Sequence):
        return f"[{', '.join(_shown(item, words) for item in node.items[:3])}]"
    shown = ((words.get(each.key.text, each.key.text), _shown(each.value, {})) for each in node.entries[:2])
    return ", ".join(f"{key}: {value}" for key, value in shown) or "{}"


def _node_at(root: Node, pointer: Pointer) -> Node:
    node = root
    for token in pointer:
        if isinstance(node, Mapping):
            node = node.get(str(token)) or node
        elif isinstance(node, Sequence) and isinstance(token, int):
            node = node.items[token]
    return node


def _translated(schema: Schema, vocabulary: str) -> Schema:
    """Return the schema with the keys, words, titles and descriptions of a vocabulary."""
    definitions = {
        name: _place(body, name, vocabulary) if name in TABLE else body
        for name, body in schema["$defs"].items()
    }
    definitions["column"] = _column(definitions["column"], vocabulary)
    sop = _place({key: body for key, body in schema.items() if key != "$defs"}, "sop", vocabulary)
    return {**sop, "$id": f"urn:sopkit:schema:1:{vocabulary}", "$defs": definitions}


def _place(body: Schema, place: str, vocabulary: str) -> Schema:
    properties = {
        spelling(place, key, vocabulary): _property(value, place, key, vocabulary)
        for key, value in body["properties"].items()
    }
    translated = {**body, **_titles(f"at.{place}", vocabulary), "properties": properties}
    if new := new_entries(place, vocabulary):
        translated["defaultSnippets"] = [
            {"label": text(f"lsp.{label}", vocabulary), "body": piece} for label, piece in new
        ]
    if "required" in body:
        translated["required"] = [spelling(place, key, vocabulary) for key in body["required"]]
    if place == "performers":
        names = {key: spelling(place, key, vocabulary) for key in body["properties"]}
        translated["allOf"] = [_alone(each, names) for each in body["allOf"]]
    return translated


def _property(body: Schema, place: str, key: str, vocabulary: str) -> Schema:
    translated = {**body, **_titles(f"{place}.{key}", vocabulary)}
    known = value_words(TABLE[place][key].holds)
    if vocabulary == "id" and "examples" in body and known is not COLUMNS:
        translated["examples"] = [known.get(each, each) if known else each for each in body["examples"]]
    if (piece := value_of(place, key, vocabulary)) is not None:
        title = translated["title"]
        translated["defaultSnippets"] = [{"label": title, "body": piece}]
    if vocabulary == "id" and key == "status":
        words = value_words("status")
        enum = [words.get(word, word) for word in body["then"]["enum"]]
        translated["then"] = {**body["then"], "enum": enum}
    if vocabulary == "id" and key == "columns":
        translated["then"] = {"allOf": [_needs_column(each) for each in body["then"]["allOf"]]}
        translated["examples"] = [[_column_word(each) for each in body["examples"][0]]]
    if "examples" in translated:
        shown = _shown_example(spelling(place, key, vocabulary), translated["examples"][0])
        label = text("lsp.example", vocabulary)
        said = f"{translated['description']}\n\n{label}:\n\n```yaml\n{shown}\n```"
        translated["markdownDescription"] = said
    return translated


def _shown_example(word: str, example: Any) -> str:
    """Return a key with an example of its value as YAML."""
    if not isinstance(example, list):
        return f"{word}: {str(example).lower() if isinstance(example, bool) else example}"
    items = (
        ", ".join(f"{name}: {title}" for name, title in item.items()) if isinstance(item, dict) else item
        for item in example
    )
    return "\n".join([f"{word}:", *(f"  - {item}" for item in items)])


def _needs_column(body: Schema) -> Schema:
    word = COLUMNS[body["contains"]["else"]["const"]]
    contains = {**body["contains"], "then": {"required": [word]}, "else": {"const": word}}
    return {**body, "contains": contains}


def _column_word(column: str | dict[str, str]) -> str | dict[str, str]:
    if isinstance(column, dict):
        return {COLUMNS[name]: title for name, title in column.items()}
    return COLUMNS[column]


def _column(body: Schema, vocabulary: str) -> Schema:
    names = {name: COLUMNS[name] if vocabulary == "id" else name for name in body["else"]["enum"]}
    then = body["then"]
    properties = {
        names[name]: {**value, **_titles(f"column.{name}", vocabulary)}
        for name, value in then["properties"].items()
    }
    alone = [_alone(each, names) for each in then["allOf"]]
    return {
        **body,
        **_titles("at.column", vocabulary),
        "then": {**then, "properties": properties, "allOf": alone},
        "else": {**body["else"], "enum": list(names.values())},
    }


def _alone(body: Schema, names: dict[str, str]) -> Schema:
    """Say in the words of a vocabulary that one key allows no other beside it but an app's own."""
    word = names[body["if"]["required"][0]]
    rule = {**body["then"]["propertyNames"], "pattern": f"^({word}$|x-)"}
    return {"if": {"required": [word]}, "then": {"propertyNames": rule}}


def _titles(name: str, vocabulary: str) -> Schema:
    return {part: text(f"schema.{name}.{part}", vocabulary) for part in ("title", "description")}


def _write() -> None:
    """Write both schemas anew: words come from `lang`, everything else from the canonical one."""
    for name, vocabulary in (("sop.schema.json", "en"), ("sop.id.schema.json", "id")):
        schema_file(name).write_text(schema_text(vocabulary), encoding="utf-8")


if __name__ == "__main__":
    _write()
