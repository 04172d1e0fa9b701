"""Parts on their own, several processes, and the distance to the optimum of the whole known without it."""

# mypy: disable-error-code="arg-type, dict-item, misc"

import os
import pickle
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
import pytest

from shouwei.engine.placement import (
    OnDask,
    OnRay,
    Part,
    Policy,
    Prices,
    Problem,
    Processes,
    by_parts,
    certify,
    gather,
    serial,
    solve,
    split,
    variant,
)
from shouwei.engine.placement.faults import Contradiction, NotIndices, NotInstalled, ProblemError

from .cases import middling, small

WEIGHTED = Policy(weights={"placed": 4000, "local": 900, "fit": 300, "preference": 40, "commute": 1}, lottery=3)


def parted(seed: int = 3, students: int = 240) -> tuple[Problem, np.ndarray, np.ndarray]:
    problem = variant(middling(np.random.default_rng(seed), students), hubs=None, class_id=None)
    return problem, np.arange(students) % 3, np.arange(problem.tree.parks) % 3


@dataclass(frozen=True)
class OnDisk:
    """A part that is read where it is asked for."""

    file: Path

    def __call__(self) -> Part:
        part: Part = pickle.loads(self.file.read_bytes())  # noqa: S301
        return part


def test_several_processes_equal_one() -> None:
    problem, students, parks = parted()
    one = by_parts(problem, students, parks, WEIGHTED)
    several = by_parts(problem, students, parks, WEIGHTED, executor=Processes(2))

    assert (one.post.tolist(), one.cost, one.bound) == (several.post.tolist(), several.cost, several.bound)
    assert one.gap < by_parts(problem, students, parks, WEIGHTED, rounds=0).gap


@pytest.mark.parametrize("seed", range(12))
def test_the_bound_is_true_and_adds_up(seed: int) -> None:
    """The parts' terms less what the places hold is what the checker says of the whole at the same prices."""
    problem, students, parks = parted(seed)
    found = by_parts(problem, students, parks, WEIGHTED)
    whole = solve(problem, WEIGHTED)
    tree, first = problem.tree, problem.tree.posts
    y = found.prices
    held = sum(int(c) * int(p) for c, p in zip(tree.capacity(), y, strict=True))
    prices = Prices(y[:first], y[first : first + tree.employers], y[first + tree.employers :], np.zeros(0, int), (), np.zeros((0, 0), int))  # fmt: skip
    judged = certify(replace(whole, post=found.post, prices=prices), fresh=True)

    assert (judged.breaches, judged.primal, judged.bound) == ((), found.cost, found.bound)
    assert sum(found.terms) - held == found.bound <= whole.cost <= found.cost
    assert found.placed == int((found.post >= 0).sum())


def test_one_part_is_the_whole() -> None:
    problem, students, parks = parted()
    found = by_parts(problem, students * 0, parks * 0, WEIGHTED)

    assert (found.gap, found.rounds, found.cost) == (0, 0, solve(problem, WEIGHTED).cost)
    assert found.post.tolist() == solve(problem, WEIGHTED).post.tolist()


def test_fixed_blocked_and_bound_students_are_respected() -> None:
    """200 small problems in two parts: no breach, the fixed where they are, the bound below every placement."""
    chance, closed = np.random.default_rng(4), 0
    for _ in range(200):
        problem = variant(small(chance), hubs=None, class_id=None, school=None, minimum=None)
        students, parks = chance.integers(0, 2, problem.students), chance.integers(0, 2, problem.tree.parks)
        found = by_parts(problem, students, parks, WEIGHTED)
        whole = solve(problem, WEIGHTED)

        assert certify(replace(whole, post=found.post), fresh=True).breaches == ()
        assert found.bound <= whole.cost <= found.cost
        closed += found.gap == 0
    assert closed > 150


def test_data_may_stay_where_it_is(tmp_path: Path) -> None:
    """Each part is on its own disk and read there, in another process; what is gathered is the same."""
    problem, students, parks = parted()
    tree, parts = split(problem, students, parks)
    sources = [OnDisk(tmp_path / str(number)) for number in range(len(parts))]
    for source, part in zip(sources, parts, strict=True):
        source.file.write_bytes(pickle.dumps(part))

    found = gather(tree, sources, WEIGHTED, students=problem.students, executor=Processes(2))

    assert found.post.tolist() == by_parts(problem, students, parks, WEIGHTED).post.tolist()


def test_what_cannot_be_parted_is_refused() -> None:
    problem, students, parks = parted()
    with pytest.raises(ProblemError, match="weighted policy"):
        by_parts(problem, students, parks, Policy())
    with pytest.raises(ProblemError, match="explicit edges"):
        by_parts(middling(np.random.default_rng(1), 50), students[:50], parks, WEIGHTED)
    with pytest.raises(NotIndices, match="parts are given of 239 students and 3 parks, not 240 and 3"):
        by_parts(problem, students[1:], parks, WEIGHTED)
    with pytest.raises(Contradiction):
        by_parts(variant(problem, fixed=[[0, 0]], blocked=[[0, 0]]), students, parks, WEIGHTED)


def test_parts_that_measure_in_different_units_are_refused() -> None:
    """So large a weight that the lottery must be scaled by each part's own greatest value."""
    problem, students, parks = parted()
    _, parts = split(problem, students, parks)
    edges = parts[0].problem.edges
    far = {**edges.levels, "commute": edges.levels["commute"].astype(np.int64) * 1000}
    parts[0] = replace(parts[0], problem=variant(parts[0].problem, edges=replace(edges, levels=far)))
    policy = Policy(weights={"placed": 1 << 22, "local": 1, "fit": 1, "preference": 1, "commute": 1 << 14}, lottery=1)

    with pytest.raises(ProblemError, match="different units"):
        gather(problem.tree, parts, policy, students=problem.students)


def stand_in(name: str, **attributes: Any) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(attributes)
    return module


def test_clusters_by_their_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-ins for the two libraries, which are optional."""

    class Client:
        def __init__(self, address: str | None) -> None:
            self.address = address

        def __enter__(self) -> "Client":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def map(self, function: Any, inputs: list[Any], *, pure: bool) -> list[Any]:
            assert not pure
            return [function(one) for one in inputs]

        def gather(self, futures: list[Any]) -> list[Any]:
            return futures

    joined: list[str | None] = []

    class Remote:
        def __init__(self, function: Any) -> None:
            assert isinstance(function, FunctionType)  # Ray refuses any other callable
            self.remote = function

    ray = stand_in("ray", is_initialized=lambda: bool(joined), init=lambda address: joined.append(address), remote=Remote, get=list)  # fmt: skip
    monkeypatch.setitem(sys.modules, "distributed", stand_in("distributed", Client=Client))
    monkeypatch.setitem(sys.modules, "ray", ray)
    problem, students, parks = parted()
    here = by_parts(problem, students, parks, WEIGHTED, executor=serial)

    for cluster in (OnDask("tcp://scheduler:8786"), OnRay("auto")):
        assert by_parts(problem, students, parks, WEIGHTED, executor=cluster).post.tolist() == here.post.tolist()
        assert cluster(abs, [-3, 2]) == [3, 2]
    assert joined == ["auto"]


@pytest.mark.parametrize(("library", "cluster"), [("distributed", OnDask()), ("ray", OnRay())])
def test_a_real_cluster_gathers_the_same_from_parts_on_disk(library: str, cluster: Any, tmp_path: Path) -> None:
    """The library itself, workers on this machine; each part is read by the worker that needs it."""
    pytest.importorskip(
        library, reason=f"LOUD: {library} is not installed (an optional extra), not tried on a real cluster"
    )
    problem, students, parks = parted()
    tree, parts = split(problem, students, parks)
    sources = [OnDisk(tmp_path / str(number)) for number in range(len(parts))]
    for source, part in zip(sources, parts, strict=True):
        source.file.write_bytes(pickle.dumps(part))

    found = gather(tree, sources, WEIGHTED, students=problem.students, executor=cluster)
    workers = set(cluster(_process, range(6)))

    here = by_parts(problem, students, parks, WEIGHTED)
    assert (found.post.tolist(), found.cost, found.bound) == (here.post.tolist(), here.cost, here.bound)
    assert workers
    assert os.getpid() not in workers


def _process(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize(("cluster", "extra", "library"), [(OnDask(), "dask", "distributed"), (OnRay(), "ray", "ray")])
def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, cluster: Any, extra: str, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(NotInstalled) as refusal:
        cluster(len, [[1]])

    assert str(refusal.value) == f"{library} is not installed: pip install shouwei[{extra}]"
