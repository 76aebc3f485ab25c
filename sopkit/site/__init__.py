"""The published catalogue of a folder of SOPs: static pages that fetch nothing from elsewhere."""

from sopkit.site.build import build
from sopkit.site.result import BuildResult, Differences, Page, Progress, Undrawn

__all__ = ["BuildResult", "Differences", "Page", "Progress", "Undrawn", "build"]
