"""A mixed-integer linear model as plain arrays, of no particular solver: named blocks of columns, named limits on rows.

    minimise  cost . z   subject to   row_lower <= A z <= row_upper,  lower <= z <= upper,  z integer where ``integer``

A *limit* is what a person would name: "teachers of school 4".  Rows belong to one limit or to none (structure), and so may the
upper bounds of columns; ``without`` takes limits away and is all that explanations need.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FREE = np.inf


@dataclass(frozen=True)
class Linear:
    """Columns m, rows r, A by rows: start int[r + 1], index int[nnz], value float[nnz].

    row_limit int[r] and column_limit int[m] point into ``limits`` (-1: none); column_loose float[m]: upper bound without limit.
    measures: name to cost float[m] and constant.  blocks: name to columns, in the shape they were asked for.
    """

    lower: Floats
    upper: Floats
    integer: NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    start: Ints
    index: Ints
    value: Floats
    row_limit: Ints
    column_limit: Ints
    column_loose: Floats
    limits: tuple[str, ...]
    blocks: dict[str, Ints]
    measures: dict[str, tuple[Floats, float]]

    def without(self, limits: Collection[str]) -> Linear:
        """The same model, these limits lifted."""
        gone = np.array([name in limits for name in (*self.limits, None)])  # -1 finds the None
        rows, columns = gone[self.row_limit], gone[self.column_limit]
        return replace(
            self,
            row_lower=np.where(rows, -FREE, self.row_lower),
            row_upper=np.where(rows, FREE, self.row_upper),
            upper=np.where(columns, self.column_loose, self.upper),
        )

    def relaxed(self) -> Linear:
        """The linear relaxation."""
        return replace(self, integer=np.zeros_like(self.integer))

    def at_most(self, cost: Floats, most: float) -> Linear:
        """One row more: cost . z <= most."""
        columns = np.flatnonzero(cost)
        return self._with_row(columns, cost[columns], -FREE, most)

    def at_least(self, columns: Ints, coefficient: Floats, least: float) -> Linear:
        """One row more over some columns: coefficient . z >= least."""
        kept = coefficient != 0
        return self._with_row(columns[kept], coefficient[kept], least, FREE)

    def _with_row(self, columns: Ints, coefficient: Floats, lower: float, upper: float) -> Linear:
        return replace(
            self,
            row_lower=np.append(self.row_lower, lower),
            row_upper=np.append(self.row_upper, upper),
            start=np.append(self.start, self.start[-1] + len(columns)),
            index=np.append(self.index, columns),
            value=np.append(self.value, coefficient),
            row_limit=np.append(self.row_limit, -1),
        )

    def upper_set(self, block: str, upper: float) -> Linear:
        """The upper bound of a whole block changed, for instance a shortfall forbidden."""
        values = self.upper.copy()
        values[self.blocks[block]] = upper
        return replace(self, upper=values)

    def violation(self, z: Floats) -> float:
        """Largest violation of any row, bound or integrality."""
        rows = (
            np.add.reduceat(np.append(self.value * z[self.index], 0.0), self.start[:-1])
            if len(self.index)
            else np.zeros(0)
        )
        rows = np.where(np.diff(self.start) > 0, rows, 0.0)
        parts = (self.row_lower - rows, rows - self.row_upper, self.lower - z, z - self.upper)
        worst = max((float(part.max()) for part in parts if part.size), default=0.0)
        whole = z[self.integer]
        return max(worst, float(np.abs(whole - np.round(whole)).max()) if whole.size else 0.0, 0.0)


class Builder:
    """Collects columns and rows in blocks; ``done()`` gives the frozen model."""

    def __init__(self) -> None:
        self.columns: list[tuple[Floats, Floats, NDArray[np.bool_], Ints, Floats]] = []
        self.count = 0
        self.blocks: dict[str, Ints] = {}
        self.limits: dict[str, int] = {}
        self.rows: list[tuple[Floats, Floats, Ints]] = []
        self.row_count = 0
        self.terms: list[tuple[Ints, Ints, Floats]] = []
        self.measures: dict[str, tuple[list[tuple[Ints, Floats]], float]] = {}

    def limit(self, name: str) -> int:
        return self.limits.setdefault(name, len(self.limits))

    def add(
        self,
        block: str,
        shape: tuple[int, ...],
        upper: ArrayLike = FREE,
        *,
        integer: bool = False,
        limit: ArrayLike = -1,
        loose: ArrayLike = FREE,
    ) -> Ints:
        """Columns from 0 to ``upper``; returns their numbers in the shape asked for."""
        size = int(np.prod(shape))

        def flat(values: ArrayLike, kind: type) -> NDArray[np.generic]:
            return np.broadcast_to(np.asarray(values, kind), shape).reshape(-1)

        self.columns.append(
            (np.zeros(size), flat(upper, float), np.full(size, integer), flat(limit, int), flat(loose, float))  # type: ignore[arg-type]
        )
        self.blocks[block] = np.arange(self.count, self.count + size).reshape(shape)
        self.count += size
        return self.blocks[block]

    def row(
        self,
        *terms: tuple[ArrayLike, ArrayLike],
        lower: ArrayLike = -FREE,
        upper: ArrayLike = FREE,
        limit: ArrayLike = -1,
    ) -> None:
        """Rows of equal form: each term gives, per row, one column and its coefficient (arrays of one shape, or scalars)."""
        shape = np.shape(terms[0][0])
        rows = np.arange(self.row_count, self.row_count + int(np.prod(shape)))
        for columns, coefficient in terms:
            self._term(
                rows, np.broadcast_to(columns, shape).reshape(-1), np.broadcast_to(coefficient, shape).reshape(-1)
            )
        self._close(len(rows), shape, lower, upper, limit)

    def sums(
        self,
        count: int,
        *terms: tuple[ArrayLike, Ints, ArrayLike],
        lower: ArrayLike = -FREE,
        upper: ArrayLike = FREE,
        limit: ArrayLike = -1,
    ) -> None:
        """``count`` rows; each term is (row of 0..count-1, column, coefficient), arrays of one shape.  A pair may recur: it adds up."""
        for row, columns, coefficient in terms:
            where = np.broadcast_to(row, columns.shape).reshape(-1) + self.row_count
            self._term(where, columns.reshape(-1), np.broadcast_to(coefficient, columns.shape).reshape(-1))
        self._close(count, (count,), lower, upper, limit)

    def measure(self, name: str, *terms: tuple[Ints, ArrayLike], constant: float = 0.0) -> None:
        parts = [(c.reshape(-1), np.broadcast_to(np.asarray(v, float), c.shape).reshape(-1)) for c, v in terms]
        self.measures[name] = (parts, constant)

    def _term(self, rows: NDArray[np.generic], columns: NDArray[np.generic], value: NDArray[np.generic]) -> None:
        keep = value != 0
        self.terms.append((rows[keep].astype(np.int64), columns[keep].astype(np.int64), value[keep].astype(float)))

    def _close(self, count: int, shape: tuple[int, ...], lower: ArrayLike, upper: ArrayLike, limit: ArrayLike) -> None:
        one, two, three = (np.broadcast_to(np.asarray(v), shape).reshape(-1) for v in (lower, upper, limit))
        self.rows.append((one.astype(float), two.astype(float), three.astype(np.int64)))
        self.row_count += count

    def done(self) -> Linear:
        row, column, value = (np.concatenate([term[k] for term in self.terms]) for k in range(3))
        code, place = np.unique(
            row * self.count + column, return_inverse=True
        )  # by row, then column; repeated pairs add up
        total = np.bincount(place, weights=value, minlength=len(code))
        start = np.concatenate([[0], np.cumsum(np.bincount(code // self.count, minlength=self.row_count))])
        measures = {}
        for name, (parts, constant) in self.measures.items():
            cost = np.zeros(self.count)
            for columns, values in parts:
                np.add.at(cost, columns, values)
            measures[name] = (cost, constant)
        lower, upper, integer, limit, loose = (np.concatenate([part[k] for part in self.columns]) for k in range(5))
        row_lower, row_upper = (np.concatenate([part[k] for part in self.rows]) for k in range(2))
        row_limit = np.concatenate([part[2] for part in self.rows])
        return Linear(
            lower,
            upper,
            integer,
            row_lower,
            row_upper,
            start.astype(np.int64),
            (code % self.count).astype(np.int64),
            np.asarray(total, np.float64),
            row_limit,
            limit,
            loose,
            tuple(self.limits),
            self.blocks,
            measures,
        )
