"""SOPs in documentations made with Sphinx; the only door to sphinx and docutils.

In `conf.py`: `extensions = ["sopkit.ext.sphinx"]`.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sopkit
from sopkit.ext.sphinx.choices import add_values, check_values
from sopkit.ext.sphinx.complaints import tell_all
from sopkit.ext.sphinx.directives import SopFlowchart, SopPart, SopSteps, SopTimes
from sopkit.ext.sphinx.domain import SopDomain, SopRole, domain_of, tell_missing
from sopkit.ext.sphinx.drawings import (
    SopDrawing,
    SopFrame,
    close_frame,
    leave_html,
    open_frame,
    set_pictures,
    show_in_html,
)
from sopkit.ext.sphinx.index import SopIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]

_DIRECTIVES: Final = {
    "sop": SopPart,
    "sop-flowchart": SopFlowchart,
    "sop-steps": SopSteps,
    "sop-times": SopTimes,
    "sop-index": SopIndex,
}
_STYLES: Final = Path(__file__).parent / "static"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add directives, roles, the domain and the values of `conf.py`. Sphinx calls it."""
    app.require_sphinx("7.0")
    add_values(app)
    app.add_domain(SopDomain)
    app.add_role("sop", SopRole("sop"))
    app.add_role("sop-step", SopRole("step"))
    for name, directive in _DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_node(SopDrawing, html=(show_in_html, leave_html))
    app.add_node(SopFrame, html=(open_frame, close_frame))
    app.add_css_file("sopkit.css")
    app.connect("config-inited", check_values)
    app.connect("config-inited", _add_styles)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", tell_all)
    app.connect("doctree-resolved", set_pictures)
    app.connect("warn-missing-reference", tell_missing)
    return {
        "version": sopkit.__version__,
        "env_version": zlib.crc32(sopkit.__version__.encode()),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _add_styles(app: Sphinx, config: Config) -> None:
    """Let the style sheet be copied, where styles are."""
    config.html_static_path.append(str(_STYLES))


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Begin a build: nothing that was read before counts, and pages whose SOPs changed are read again."""
    domain = domain_of(env)
    domain.begin()
    return domain.outdated()
