"""Timing a piece of work within this process, for the benchmarks beside it."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["milliseconds"]


def milliseconds(work: Callable[[], object], rounds: int = 15) -> str:
    """Return the median time of some rounds, after one that does not count."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return f"{statistics.median(times) * 1000:8.1f} ms"
