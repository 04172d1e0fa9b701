"""Where the nodes and ribbons of a three-step flow stand: heights in proportion to persons, nothing overlapping.

Pure geometry in the units of the drawing; x grows to the right, y downward.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    key: str
    people: int
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Ribbon:
    """``left``, ``right``: where it begins and ends, from the top; ``height`` the same at both ends."""

    source: str
    target: str
    people: int
    x1: float
    left: float
    x2: float
    right: float
    height: float

    @property
    def path(self) -> str:
        """The outline as SVG path data."""
        half = (self.x1 + self.x2) / 2
        low, deep = self.left + self.height, self.right + self.height
        return (
            f"M{self.x1:.1f} {self.left:.2f}C{half:.1f} {self.left:.2f} {half:.1f} {self.right:.2f} {self.x2:.1f} {self.right:.2f}"
            f"V{deep:.2f}C{half:.1f} {deep:.2f} {half:.1f} {low:.2f} {self.x1:.1f} {low:.2f}Z"
        )


@dataclass(frozen=True, slots=True)
class Sankey:
    nodes: tuple[tuple[Node, ...], ...]
    """Column by column, from the top."""
    ribbons: tuple[Ribbon, ...]
    scale: float
    """Drawing units a person."""


def laid_out(
    steps: Sequence[Mapping[Link, int]],
    *,
    columns: Sequence[float],
    thick: float,
    height: float,
    gap: float,
    orders: Sequence[Sequence[str]],
) -> Sankey:
    """``steps``: links between neighbouring columns with their persons; ``columns``: x of each; ``thick``: width of a node.

    ``orders`` says which key stands above which. A node is as high as the larger of what comes in and goes out.
    """
    volumes = [_volumes(steps, place) for place in range(len(columns))]
    tallest = max((sum(one.values()) for one in volumes), default=0)
    widest = max((len(one) for one in volumes), default=0)
    scale = max(0.0, height - gap * max(0, widest - 1)) / tallest if tallest else 0.0
    nodes = [
        _column(volume, x, order, scale, height, gap) for volume, x, order in zip(volumes, columns, orders, strict=True)
    ]
    ribbons: list[Ribbon] = []
    for place, links in enumerate(steps):
        ribbons += _ribbons(links, nodes[place], nodes[place + 1], thick, scale)
    return Sankey(tuple(tuple(column.values()) for column in nodes), tuple(ribbons), scale)


def _volumes(steps: Sequence[Mapping[Link, int]], place: int) -> dict[str, int]:
    out: dict[str, int] = {}
    into: dict[str, int] = {}
    if place < len(steps):
        for (source, _), people in steps[place].items():
            out[source] = out.get(source, 0) + people
    if place > 0:
        for (_, target), people in steps[place - 1].items():
            into[target] = into.get(target, 0) + people
    return {key: max(out.get(key, 0), into.get(key, 0)) for key in out.keys() | into.keys()}


def _column(
    volume: Mapping[str, int], x: float, order: Sequence[str], scale: float, height: float, gap: float
) -> dict[str, Node]:
    """Centred, in the order given; what the order does not name comes last."""
    known = {key: place for place, key in enumerate(order)}
    keys = sorted((key for key, people in volume.items() if people), key=lambda key: (known.get(key, len(known)), key))
    y = (height - sum(volume[key] for key in keys) * scale - gap * max(0, len(keys) - 1)) / 2
    placed: dict[str, Node] = {}
    for key in keys:
        placed[key] = Node(key, volume[key], x, y, volume[key] * scale)
        y += placed[key].height + gap
    return placed


def _ribbons(
    links: Mapping[Link, int], lefts: Mapping[str, Node], rights: Mapping[str, Node], thick: float, scale: float
) -> list[Ribbon]:
    """Each end is filled from the top in the order of the nodes at the other end, so that ribbons cross least."""
    live = [link for link, people in links.items() if people]
    begins: dict[Link, float] = {}
    ends: dict[Link, float] = {}
    down_left = {key: node.y for key, node in lefts.items()}
    down_right = {key: node.y for key, node in rights.items()}
    for source, target in sorted(live, key=lambda link: rights[link[1]].y):
        begins[source, target] = down_left[source]
        down_left[source] += links[source, target] * scale
    for source, target in sorted(live, key=lambda link: lefts[link[0]].y):
        ends[source, target] = down_right[target]
        down_right[target] += links[source, target] * scale
    return [
        Ribbon(
            source,
            target,
            links[source, target],
            lefts[source].x + thick,
            begins[source, target],
            rights[target].x,
            ends[source, target],
            links[source, target] * scale,
        )
        for source, target in sorted(live, key=lambda link: -links[link])
    ]
