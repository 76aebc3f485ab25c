"""The laws of the arrows as questions to a laid-out table; each returns what breaks it.

Lengths are those of the long table: a page whose table was made smaller is asked as `enlarged`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from sopkit.flow import Flow
from sopkit.layout import sizes
from sopkit.layout.grid import Arrow, ArrowKind, Box, CellKind, Grid, Point, Symbol, SymbolKind
from sopkit.model import END, Manner

if TYPE_CHECKING:
    from sopkit.model import Sop

__all__ = ["LAWS", "PAGE_LAWS", "enlarged", "wanted_ways"]

Segment = tuple[Point, Point]
EDGE_PT = 0.01
PARALLEL_PT = 3.0


def wanted_ways(sop: Sop) -> Counter[tuple[str, str, str]]:
    """Return the source, target and kind of every way that is to be drawn."""
    flow = Flow.of(sop)
    return Counter(
        (str(way.source), str(way.target), str(way.kind))
        for step in sop.steps
        for way in flow.leaving[step.key]
        if way.target != END or step.is_decision
    )


def missing_or_doubled_ways(sop: Sop, grid: Grid) -> list[str]:
    """Every way is drawn exactly once, from a symbol of its step to a symbol of its target."""
    wanted = wanted_ways(sop)
    drawn = Counter(
        (str(arrow.source), str(arrow.target), str(arrow.kind))
        for arrow in grid.arrows
        if arrow.kind is not ArrowKind.JOINT
    )
    return [
        f"{way}: wanted {wanted[way]}, drawn {drawn[way]}"
        for way in wanted | drawn
        if wanted[way] != drawn[way]
    ]


def loose_ends(_sop: Sop, grid: Grid) -> list[str]:
    """Every arrow begins and ends on the outline of a symbol of its own steps, or of a pentagon."""
    symbols = {symbol.id: symbol for symbol in grid.symbols}
    faults = []
    for arrow in grid.arrows:
        source, target = symbols[arrow.source_symbol], symbols[arrow.target_symbol]
        begins_right = source.kind is SymbolKind.CONNECTOR or source.step == arrow.source
        if not begins_right or not _on_outline(source, arrow.points[0]):
            faults.append(f"{arrow.id} begins at {arrow.points[0]}, not on {source}")
        ends_right = target.kind is SymbolKind.END if arrow.target == END else target.step == arrow.target
        ends_right = ends_right or target.kind is SymbolKind.CONNECTOR
        if not ends_right or not _on_outline(target, arrow.points[-1]):
            faults.append(f"{arrow.id} ends at {arrow.points[-1]}, not on {target}")
    return faults


def slanted_stretches(_sop: Sop, grid: Grid) -> list[str]:
    """Every stretch is horizontal or vertical, and none is empty."""
    return [
        f"{arrow.id}: {one} to {other}"
        for arrow in grid.arrows
        for one, other in pairwise(arrow.points)
        if (abs(one[0] - other[0]) < EDGE_PT) == (abs(one[1] - other[1]) < EDGE_PT)
    ]


def crossed_symbols(_sop: Sop, grid: Grid) -> list[str]:
    """No arrow runs through a symbol; it touches its own only at its two ends."""
    faults = []
    for arrow in grid.arrows:
        for index, segment in enumerate(pairwise(arrow.points)):
            for symbol in grid.symbols:
                own_start = index == 0 and symbol.id == arrow.source_symbol
                own_end = index == len(arrow.points) - 2 and symbol.id == arrow.target_symbol
                shape = _core(symbol) if own_start or own_end else symbol.box
                if _crosses(segment, shape):
                    faults.append(f"{arrow.id} {segment} runs through {symbol.id}")
    return faults


def crossed_cells(_sop: Sop, grid: Grid) -> list[str]:
    """No arrow runs over a text cell or the header; all stay within the actor columns."""
    actors = [cell.box for cell in grid.cells if cell.kind is CellKind.ACTOR]
    left, right = min(box.x for box in actors), max(box.right for box in actors)
    strips = [cell.box for cell in grid.cells if cell.column == "connectors"]
    top, bottom = min(box.y for box in actors + strips), max(box.bottom for box in actors + strips)
    return [
        f"{arrow.id} leaves the actor columns at {point}"
        for arrow in grid.arrows
        for point in arrow.points
        if not (left < point[0] < right and top < point[1] < bottom)
    ]


def lying_on_each_other(_sop: Sop, grid: Grid) -> list[str]:
    """Two arrows share no stretch, except a common last one into the same target."""
    faults = []
    for one, other in _near_pairs(grid):
        shared = _shared(one, other)
        if shared and not _is_common_end(one, other, shared):
            faults.append(f"{one.id} and {other.id} lie on each other: {shared}")
    return faults


def mingled_returns(_sop: Sop, grid: Grid) -> list[str]:
    """Returns are drawn apart: they share no stretch with any other arrow than returns."""
    return [
        f"{one.id} and {other.id} share {shared}"
        for one, other in _near_pairs(grid)
        if (one.kind is ArrowKind.RETURN) != (other.kind is ArrowKind.RETURN)
        and (shared := _shared(one, other))
    ]


def touching_corners(_sop: Sop, grid: Grid) -> list[str]:
    """Where two arrows meet, they cross at a right angle or run on together to the same target."""
    faults = []
    for one, other in _near_pairs(grid):
        for bender, straight in ((one, other), (other, one)):
            for corner in bender.points:
                if any(_holds(segment, corner) for segment in pairwise(straight.points)):
                    joined = one.target_symbol == other.target_symbol and one.points[-1] == other.points[-1]
                    if not joined:
                        faults.append(f"{bender.id} touches {straight.id} at {corner}")
    return faults


def too_near(_sop: Sop, grid: Grid) -> list[str]:
    """Parallel arrows keep a visible distance."""
    faults = []
    for one, other in _near_pairs(grid):
        for first in pairwise(one.points):
            for second in pairwise(other.points):
                distance = _parallel_distance(first, second)
                if distance is not None and EDGE_PT < distance < PARALLEL_PT:
                    faults.append(f"{one.id} {first} and {other.id} {second}: {distance} pt")
    return faults


def crossing_themselves(_sop: Sop, grid: Grid) -> list[str]:
    """No arrow crosses or touches itself."""
    faults = []
    for arrow in grid.arrows:
        segments = list(pairwise(arrow.points))
        for index, one in enumerate(segments):
            for other in segments[index + 2 :]:
                if _meet(one, other):
                    faults.append(f"{arrow.id} meets itself: {one} and {other}")
    return faults


def cut_heads(_sop: Sop, grid: Grid) -> list[str]:
    """No arrow runs through an arrowhead but its own and those it runs into."""
    faults = []
    for arrow in grid.arrows:
        if not arrow.head:
            continue
        for other in grid.arrows:
            if other is not arrow and other.points[-1] == arrow.points[-1]:
                continue
            segments = list(pairwise(other.points))
            segments = segments[:-1] if other is arrow else segments
            if any(_crosses(segment, _head(arrow)) for segment in segments):
                faults.append(f"{other.id} runs through the head of {arrow.id}")
    return faults


def wrong_entries(_sop: Sop, grid: Grid) -> list[str]:
    """Arrows enter a step from above, the small capsule also from the side, a pentagon along their way."""
    symbols = {symbol.id: symbol for symbol in grid.symbols}
    faults = []
    for arrow in grid.arrows:
        (x, y), end = arrow.points[-2:]
        target = symbols[arrow.target_symbol]
        from_above = abs(x - end[0]) < EDGE_PT and y < end[1]
        if target.kind is SymbolKind.CONNECTOR:
            from_above = abs(x - end[0]) < EDGE_PT and (y < end[1]) == target.id.endswith("-to")
        if not from_above and arrow.kind is not ArrowKind.JOINT and not target.lines:
            faults.append(f"{arrow.id} enters {target.id} from {(x, y)}")
    return faults


def touched_labels(_sop: Sop, grid: Grid) -> list[str]:
    """Labels touch no line, symbol, border or other label, and stand next to where their arrow leaves."""
    faults = []
    labels = [(arrow, arrow.label_box) for arrow in grid.arrows if arrow.label_box]
    for arrow, box in labels:
        for other in grid.arrows:
            if any(_touches(segment, box) for segment in pairwise(other.points)):
                faults.append(f"the label of {arrow.id} {box} touches {other.id}")
            if other.head and _overlap(_head(other), box):
                faults.append(f"the label of {arrow.id} {box} touches the head of {other.id}")
        faults += [
            f"the label of {arrow.id} touches {symbol.id}"
            for symbol in grid.symbols
            if _overlap(symbol.box, box)
        ]
        cells = [c for c in grid.cells if c.kind is CellKind.ACTOR and c.step == arrow.source]
        if not any(_inside(box, cell.box) for cell in cells):
            faults.append(f"the label of {arrow.id} {box} leaves its cell")
        if _distance(box, arrow.points[0]) > 60:
            faults.append(f"the label of {arrow.id} stands far from where it leaves")
    faults += [
        f"the labels of {one.id} and {other.id} overlap"
        for (one, first), (other, second) in combinations(labels, 2)
        if _overlap(first, second)
    ]
    return faults


def needless_bends(sop: Sop, grid: Grid) -> list[str]:
    """Between consecutive steps with one symbol each there is at most one bend."""
    faults = []
    keys = [step.key for step in sop.steps]
    single = {
        step.key for step in sop.steps if step.performers.manner is Manner.ALONE and not step.is_decision
    }
    for arrow in grid.arrows:
        if arrow.source not in single or arrow.target == END:
            continue
        target = sop.step(arrow.target)
        follows = keys.index(arrow.target) == keys.index(arrow.source) + 1
        if follows and target.performers.manner is Manner.ALONE and len(arrow.points) > 3:
            faults.append(f"{arrow.id} bends {len(arrow.points) - 2} times")
    return faults


def misplaced_symbols(sop: Sop, grid: Grid) -> list[str]:
    """Every actor of a step has its symbol, whole, in the cell of its row and column; none overlap."""
    cells = {(cell.step, cell.column): cell.box for cell in grid.cells if cell.kind is CellKind.ACTOR}
    wanted = {(step.key, actor) for step in sop.steps for actor in step.performers.actors}
    faults = [f"no symbol for {place}" for place in wanted - {(s.step, s.actor) for s in grid.symbols}]
    faults += [
        f"{symbol.id} leaves its cell"
        for symbol in grid.symbols
        if not _inside(symbol.box, cells[symbol.step, f"actor:{symbol.actor}"])
    ]
    faults += [
        f"{one.id} and {other.id} overlap"
        for one, other in combinations(grid.symbols, 2)
        if _overlap(one.box, other.box)
    ]
    return faults


def enlarged(page: Grid) -> Grid:
    """Return a page whose table was made smaller in the points of the long table."""
    usual = next(symbol for symbol in page.symbols if symbol.step != END and not symbol.lines)
    by = sizes.SYMBOL_WIDTH_PT / usual.box.width
    return replace(
        page,
        cells=tuple(replace(cell, box=_times(cell.box, by)) for cell in page.cells),
        symbols=tuple(replace(symbol, box=_times(symbol.box, by)) for symbol in page.symbols),
        arrows=tuple(
            replace(
                arrow,
                points=tuple((x * by, y * by) for x, y in arrow.points),
                label_box=arrow.label_box and _times(arrow.label_box, by),
            )
            for arrow in page.arrows
        ),
        rows=tuple(_times(row, by) for row in page.rows),
        header=_times(page.header, by),
    )


LAWS = (
    missing_or_doubled_ways,
    loose_ends,
    slanted_stretches,
    crossed_symbols,
    crossed_cells,
    lying_on_each_other,
    mingled_returns,
    touching_corners,
    too_near,
    crossing_themselves,
    cut_heads,
    wrong_entries,
    touched_labels,
    needless_bends,
    misplaced_symbols,
)

PAGE_LAWS = tuple(
    law for law in LAWS if law not in {missing_or_doubled_ways, needless_bends, misplaced_symbols}
)
"""Those that hold for each page; the others are about all pages together."""


def _times(box: Box, by: float) -> Box:
    return Box(box.x * by, box.y * by, box.width * by, box.height * by)


def _near_pairs(grid: Grid) -> list[tuple[Arrow, Arrow]]:
    return list(combinations(grid.arrows, 2))


def _core(symbol: Symbol) -> Box:
    """Return a small box in the middle of a symbol that not even its own arrows reach."""
    x, y = symbol.box.center
    return Box(x - 2, y - 2, 4, 4)


def _head(arrow: Arrow) -> Box:
    """Return the room of an arrowhead."""
    (x, y), (end_x, end_y) = arrow.points[-2:]
    if abs(x - end_x) < EDGE_PT:
        return Box(end_x - 3.5, end_y - 8 if y < end_y else end_y, 7, 8)
    return Box(min(end_x, end_x + (8 if x > end_x else -8)), end_y - 3.5, 8, 7)


def _on_outline(symbol: Symbol, point: Point) -> bool:
    box = symbol.box
    x, y = box.center
    across, down = abs(point[0] - x) / (box.width / 2), abs(point[1] - y) / (box.height / 2)
    if symbol.kind is SymbolKind.DECISION:
        return abs(across + down - 1) < EDGE_PT
    if symbol.kind is SymbolKind.CONNECTOR:
        return across < EDGE_PT and abs(down - 1) < EDGE_PT
    if symbol.kind is SymbolKind.PROCESS:
        return abs(max(across, down) - 1) < EDGE_PT
    radius = box.height / 2
    beyond = abs(point[0] - x) - (box.width / 2 - radius)
    if beyond <= 0:
        return abs(down - 1) < EDGE_PT
    return bool(abs((beyond**2 + (point[1] - y) ** 2) ** 0.5 - radius) < EDGE_PT)


def _ordered(segment: Segment) -> tuple[float, float, float, float]:
    (x1, y1), (x2, y2) = segment
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _crosses(segment: Segment, box: Box) -> bool:
    left, top, right, bottom = _ordered(segment)
    return (
        left < box.right - EDGE_PT
        and right > box.x + EDGE_PT
        and top < box.bottom - EDGE_PT
        and bottom > box.y + EDGE_PT
    )


def _meet(one: Segment, other: Segment) -> bool:
    a, b = _ordered(one), _ordered(other)
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _touches(segment: Segment, box: Box) -> bool:
    left, top, right, bottom = _ordered(segment)
    return left < box.right + 1 and right > box.x - 1 and top < box.bottom + 1 and bottom > box.y - 1


def _overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x > outer.x and inner.right < outer.right and inner.y > outer.y and inner.bottom < outer.bottom
    )


def _distance(box: Box, point: Point) -> float:
    across = max(box.x - point[0], point[0] - box.right, 0.0)
    down = max(box.y - point[1], point[1] - box.bottom, 0.0)
    return float((across**2 + down**2) ** 0.5)


def _holds(segment: Segment, point: Point) -> bool:
    left, top, right, bottom = _ordered(segment)
    return left - EDGE_PT <= point[0] <= right + EDGE_PT and top - EDGE_PT <= point[1] <= bottom + EDGE_PT


def _parallel_distance(one: Segment, other: Segment) -> float | None:
    first, second = _ordered(one), _ordered(other)
    for axis in (0, 1):
        flat = all(abs(each[axis] - each[axis + 2]) < EDGE_PT for each in (first, second))
        along = 1 - axis
        if flat and min(first[along + 2], second[along + 2]) - max(first[along], second[along]) > EDGE_PT:
            return abs(first[axis] - second[axis])
    return None


def _shared(one: Arrow, other: Arrow) -> list[Segment]:
    """Return the stretches in which two arrows lie on each other."""
    found = []
    for first in pairwise(one.points):
        for second in pairwise(other.points):
            if (distance := _parallel_distance(first, second)) is not None and distance <= EDGE_PT:
                a, b = _ordered(first), _ordered(second)
                found.append(((max(a[0], b[0]), max(a[1], b[1])), (min(a[2], b[2]), min(a[3], b[3]))))
    return found


def _is_common_end(one: Arrow, other: Arrow, shared: list[Segment]) -> bool:
    """Tell whether the shared stretches are the last ones of both arrows, without a gap."""
    if one.points[-1] != other.points[-1] or one.target_symbol != other.target_symbol:
        return False
    lengths = {_length(arrow, shared) for arrow in (one, other)}
    return len(lengths) == 1 and None not in lengths


def _length(arrow: Arrow, shared: list[Segment]) -> float | None:
    """Return how long the shared end of an arrow is; None if a shared stretch lies before it."""
    rest = sum(abs(x1 - x2) + abs(y1 - y2) for (x1, y1), (x2, y2) in shared)
    total = 0.0
    for one, other in pairwise(arrow.points[::-1]):
        length = abs(one[0] - other[0]) + abs(one[1] - other[1])
        inside = sum(
            abs(a[0] - b[0]) + abs(a[1] - b[1])
            for a, b in shared
            if _holds((one, other), a) and _holds((one, other), b)
        )
        total += inside
        if abs(inside - length) > EDGE_PT:
            break
    return round(total, 3) if abs(total - rest) < EDGE_PT else None
