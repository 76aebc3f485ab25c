"""The published catalogue of a folder of SOPs: static pages that fetch nothing and run no script."""

from sopkit.site.build import build
from sopkit.site.result import BuildResult, Page, Progress

__all__ = ["BuildResult", "Page", "Progress", "build"]
