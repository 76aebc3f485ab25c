"""The files that a new folder of SOPs begins with: settings, the editor's settings, checks in CI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.resources import package_file, schema_file

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CI_SYSTEMS", "FileToWrite", "folder_files"]

CI_SYSTEMS = ("github", "gitlab", "none")
"""What checks the SOPs when they are handed in; `none` writes no file for it."""

_SCHEMAS = {"id": "sop.id.schema.json", "en": "sop.schema.json"}


@dataclass(frozen=True, slots=True)
class FileToWrite:
    """One file of the new folder; `path` is seen from the folder, with slashes."""

    path: str
    text: str


def folder_files(language: str, ci: str) -> Iterator[FileToWrite]:
    """Yield the files of a new folder, with comments and keys in a language, `en` or `id`.

    `ci` is one of CI_SYSTEMS.
    """
    yield FileToWrite("sopkit.toml", _text(f"sopkit.{language}.toml"))
    schema = schema_file(_SCHEMAS[language]).read_text(encoding="utf-8")
    yield FileToWrite(f"schemas/{_SCHEMAS[language]}", schema)
    settings = _text("vscode-settings.json").replace("SCHEMA", _SCHEMAS[language])
    yield FileToWrite(".vscode/settings.json", settings)
    yield FileToWrite(".vscode/extensions.json", _text("vscode-extensions.json"))
    yield FileToWrite(".pre-commit-config.yaml", _text("pre-commit-config.txt"))
    yield FileToWrite(".gitignore", _text("gitignore.txt"))
    if ci == "github":
        yield FileToWrite(".github/workflows/sop.yml", _text("github-workflow.txt"))
    elif ci == "gitlab":
        yield FileToWrite(".gitlab-ci.yml", _text("gitlab-ci.txt"))


def _text(name: str) -> str:
    return package_file("scaffold", "folder_files", name).read_text(encoding="utf-8")
