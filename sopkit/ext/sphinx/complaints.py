"""What was found in the SOPs of a documentation, as warnings of Sphinx at the lines of the SOPs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from sopkit.ext.sphinx.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["tell_all"]

_log = logging.getLogger(__name__)


def tell_all(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Warn of every finding once, by file and line, at every build; return the pages to be written anew.

    Findings of pages that are not read again are told too: what is wrong stays wrong until it is mended, and
    a build with `-W` does not pass because it was repeated.
    """
    domain = domain_of(env)
    hints = domain.library.choices.hints
    found = {each for page in domain.pages.values() for each in page.complaints}
    for each in sorted(found):
        if hints or each.subtype != "hint":
            level = "ERROR" if each.subtype == "error" else "WARNING"
            _log.log(level, "%s", each.message, location=each.place, type="sop", subtype=each.subtype)
    return domain.relinked()
