"""SOPs as other texts: Markdown and Mermaid for pages, CSV for spreadsheets, JSON for programs."""

from sopkit.export.csv import as_csv
from sopkit.export.json import as_json
from sopkit.export.markdown import as_markdown
from sopkit.export.mermaid import as_mermaid

__all__ = ["as_csv", "as_json", "as_markdown", "as_mermaid"]
