"""``./run bench placement [--students N] [--json FILE] [--seed S]``: our placement engine against other exact codes, in one run.

CPU seconds of one thread.  Every solver runs in a child of its own that inherits the instance, so its memory is its own; ours is
timed from the problem to the certified result, the others from ready arrays of arcs to the flow.  Read ratios, not seconds.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from _placement_city import WISHES, City, city, nation
from shouwei.engine.placement import (
    Edges,
    Hubs,
    Policy,
    Problem,
    Tree,
    by_parts,
    certify,
    compare,
    first_come,
    orders,
    reoptimise,
    solve,
    stable,
    variant,
)
from shouwei.engine.placement.build import RANK_COST, UNRANKED
from shouwei.engine.placement.network import network_of
from shouwei.engine.placement.oracle import arcs
from shouwei.engine.placement.stable import propose

LEVELS = ("local", "fit", "preference", "commute")
MODEST = {"placed": 1 << 21, "local": 1 << 20, "fit": 1 << 16, "preference": 1 << 9, "commute": 1}
WEIGHTED = Policy(weights=MODEST, lottery=None)
LEXICOGRAPHIC = Policy(lottery=None)
RANKS = np.array([*RANK_COST, UNRANKED], np.uint8)


def tree_of(town: City) -> Tree:
    first, second = town.posts, town.posts + town.employers
    parts = np.split(town.capacity, [first, second])
    return Tree(town.up[:first] - first, town.up[first:second] - second, *parts)


def explicit(town: City) -> Problem:
    columns = {"local": town.local, "fit": town.fit, "preference": RANKS[town.rank], "commute": town.commute}
    return Problem(tree_of(town), Edges(town.ptr, town.post, columns))


def complete(town: City) -> Problem:
    """The wishes as edges, everything else by class."""
    wish = town.rank < WISHES
    row = np.repeat(np.arange(len(town.ptr) - 1), np.diff(town.ptr))[wish]
    ptr = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(town.ptr) - 1))])
    columns = {"local": town.local, "fit": town.fit, "preference": RANKS[town.rank], "commute": town.commute}
    edges = Edges(ptr, town.post[wish], {name: column[wish] for name, column in columns.items()})
    zero = np.zeros(len(town.class_post), np.uint8)
    listed = {"local": town.class_local, "fit": town.class_fit, "preference": zero, "commute": town.class_commute}
    own = {"preference": np.full(len(town.ptr) - 1, UNRANKED, np.uint8)}
    return Problem(tree_of(town), edges, Hubs(town.student_class, Edges(town.class_ptr, town.class_post, listed), own))


def apart(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run in a child: what it returns, with ``cpu`` (unless it timed itself) and ``memory`` in MB above the instance."""
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_report, args=(work, there))
    child.start()
    there.close()
    try:
        answer: dict[str, Any] = here.recv()
    except EOFError:
        answer = {"failed": f"ended with code {child.exitcode}"}
    child.join()
    return answer


def _report(work: Callable[[], dict[str, Any]], pipe: Any) -> None:
    Path("/proc/self/clear_refs").write_text("5")
    before, start = _peak(), time.process_time()
    try:
        answer = work()
    except Exception as fault:
        answer = {"failed": repr(fault)}
    answer.setdefault("cpu", time.process_time() - start)
    answer["memory"] = _peak() - before
    pipe.send(answer)


def _peak() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(problem: Problem, policy: Policy, *, certificates: bool = True) -> dict[str, Any]:
    start = time.process_time()
    result = solve(problem, policy)
    spent = time.process_time() - start
    answer = {
        "cpu": spent, "cost": result.cost, "levels": result.levels, "status": result.status, "pivots": result.pivots,
        "fingerprint": result.fingerprint(),
    }  # fmt: skip
    if certificates:
        proof = certify(result)
        answer["certificate_cpu"] = proof.seconds
        answer["weak_duality"] = {"primal": proof.primal, "bound": proof.bound, "gap": proof.gap}
        answer["lexicographic"] = {
            "totals": proof.level_totals,
            "bounds": proof.level_bounds,
            "holds": proof.lexicographic,
        }
        answer["breaches"] = len(proof.breaches)
    return answer


def ortools(problem: Problem, policy: Policy) -> dict[str, Any]:
    from ortools.graph.python import min_cost_flow

    tail, head, most, cost, supply = arcs(network_of(problem, policy))
    tail, head, nodes = tail.astype(np.int32), head.astype(np.int32), np.arange(len(supply), dtype=np.int32)
    start = time.process_time()
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, most, cost)
    solver.set_nodes_supplies(nodes, supply)
    status = solver.solve()
    return {"cpu": time.process_time() - start, "cost": int(solver.optimal_cost()), "status": str(status)}


def lemon(problem: Problem, policy: Policy) -> dict[str, Any]:
    from pylmcf import pylmcf_cpp

    tail, head, most, cost, supply = arcs(network_of(problem, policy))
    start = time.process_time()
    flow = np.asarray(pylmcf_cpp.lmcf(supply, tail, head, most, cost))
    return {"cpu": time.process_time() - start, "cost": int((flow * cost).sum())}


def highs(problem: Problem, policy: Policy) -> dict[str, Any]:
    import highspy

    tail, head, most, cost, supply = arcs(network_of(problem, policy))
    start = time.process_time()
    model = highspy.HighsLp()
    columns, rows = len(tail), len(supply)
    model.num_col_, model.num_row_ = columns, rows
    model.col_cost_, model.col_lower_, model.col_upper_ = cost.astype(float), np.zeros(columns), most.astype(float)
    model.row_lower_ = model.row_upper_ = supply.astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(columns + 1) * 2
    model.a_matrix_.index_ = np.stack([tail, head], axis=1).ravel()
    model.a_matrix_.value_ = np.tile([1.0, -1.0], columns)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    solver.run()
    return {"cpu": time.process_time() - start, "cost": round(solver.getInfo().objective_function_value)}


def against_matching(town: City) -> dict[str, Any]:
    """Both without employer and park limits, which ``matching`` does not know."""
    from matching.games import HospitalResident

    problem = explicit(town)
    tree = problem.tree
    wide = Tree(
        tree.employer_of,
        tree.park_of,
        tree.post_capacity,
        np.full(tree.employers, 1 << 30),
        np.full(tree.parks, 1 << 30),
    )
    problem = variant(problem, tree=wide)
    asked = orders(problem, LEXICOGRAPHIC)
    propose(problem, asked)
    times, result = [], None
    for _ in range(20):
        start = time.process_time()
        result = propose(problem, asked)
        times.append(time.process_time() - start)
    assert result is not None
    lists = {
        s: asked.choice[asked.ptr[s] : asked.ptr[s + 1]].tolist()
        for s in range(problem.students)
        if asked.ptr[s + 1] > asked.ptr[s]
    }
    score = {(s, int(p)): int(asked.score[asked.ptr[s] + k]) for s, posts in lists.items() for k, p in enumerate(posts)}
    wanted: dict[int, list[int]] = {}
    for s, posts in lists.items():
        for p in posts:
            wanted.setdefault(p, []).append(s)
    ranked = {p: sorted(who, key=lambda s: -score[s, p]) for p, who in wanted.items()}
    capacity = {p: int(tree.post_capacity[p]) for p in ranked}
    start = time.process_time()
    game = HospitalResident.create_from_dictionaries(lists, ranked, capacity)
    theirs = game.solve(optimal="resident")
    spent = time.process_time() - start
    found = np.full(problem.students, -1, np.int64)
    for post, students in theirs.items():
        for student in students:
            found[student.name] = post.name
    return {"ours": min(times), "matching": spent, "same": bool((found == result.post).all())}


def reoptimised(problem: Problem, seed: int) -> dict[str, Any]:
    """Two employers withdraw and 200 edges change rank; weighted objective, a bonus of sixteen rank steps."""
    chance = np.random.default_rng(seed + 100)
    before = solve(problem, WEIGHTED)
    tree = problem.tree
    there = np.bincount(tree.employer_of[before.post[before.post >= 0]], minlength=tree.employers)
    gone = np.argsort(np.abs(there - 38), kind="stable")[:2]
    capacity = tree.employer_capacity.copy()
    capacity[gone] = 0
    ranks = problem.edges.levels["preference"].copy()
    ranks[chance.choice(len(ranks), 200, replace=False)] = RANKS[chance.integers(0, 7, 200)]
    changed = variant(
        problem,
        tree=replace(tree, employer_capacity=capacity),
        edges=Edges(problem.edges.ptr, problem.edges.post, {**problem.edges.levels, "preference": ranks}),
    )
    reoptimise(solve(explicit(city(1000)), WEIGHTED), explicit(city(1000)), keep_bonus=1)
    pairs = []
    for _ in range(5):  # side by side: the median pair
        start = time.process_time()
        cold = solve(changed, WEIGHTED)
        between = time.process_time()
        warm = reoptimise(before, changed, keep_bonus=8192)
        pairs.append((between - start, time.process_time() - between))
    pairs.sort(key=lambda pair: pair[1] / pair[0])
    times = {"cold": pairs[2][0], "warm": pairs[2][1], "pairs": pairs}
    displaced = int(np.isin(tree.employer_of[before.post[before.post >= 0]], gone).sum())
    kept = before.post >= 0
    moved = int((before.post != warm.post)[kept].sum())
    bare = sum(MODEST[name] * warm.levels[name] for name in LEVELS) + MODEST["placed"] * (
        problem.students - warm.levels["placed"]
    )
    return {
        **times, "displaced": displaced, "moved": moved, "moved_cold": int((before.post != cold.post)[kept].sum()),
        "worse_than_optimum": bare / cold.cost - 1, "proved": certify(warm).proved, "pivots": warm.pivots,
    }  # fmt: skip


def first_call() -> float:
    """Wall seconds from an empty process to the first answer, compilation cached."""
    code = (
        "import numpy as np\nfrom shouwei.engine.placement import *\n"
        "t = Tree([0], [0], [1], [1], [1])\n"
        "e = Edges([0, 1], [0], {k: [0] for k in Policy().levels})\n"
        "assert certify(solve(Problem(t, e))).proved\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    walls = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, env=environment)  # noqa: S603
        walls.append(time.perf_counter() - start)
    return min(walls[1:])


def floor(problem: Problem) -> float:
    """One pass argmin over all edges."""
    cost = network_of(problem, WEIGHTED).costs()[0]
    start = time.process_time()
    np.minimum.reduceat(cost, problem.edges.ptr[:-1][np.diff(problem.edges.ptr) > 0])
    return time.process_time() - start


def policies(problem: Problem, optimum: np.ndarray) -> list[dict[str, Any]]:  # type: ignore[type-arg]
    asked = orders(problem, LEXICOGRAPHIC)
    posts = {
        "first come": first_come(problem, asked).post,
        "stable": stable(problem, LEXICOGRAPHIC).post,
        "optimal": optimum,
    }
    return [row.__dict__ for row in compare(problem, posts, asked)]


def measure(students: int, seed: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "students": students,
        "seed": seed,
        "load_before": os.getloadavg(),
        "cores": os.cpu_count(),
    }
    for policy in (WEIGHTED, LEXICOGRAPHIC):  # compile or load
        certify(solve(explicit(city(200)), policy))
        certify(solve(complete(city(200)), policy))
        stable(explicit(city(200)), LEXICOGRAPHIC)
    town = city(students, seed=seed)
    few, many = explicit(town), complete(town)
    found["edges"], found["implicit_pairs"], found["class_arcs"] = (
        len(few.edges.post),
        many.implicit_pairs(),
        len(town.class_post),
    )
    runs: dict[str, Any] = {}
    say("explicit")
    runs["explicit ours"] = apart(lambda: ours(few, WEIGHTED))
    runs["explicit ours lexicographic"] = apart(lambda: ours(few, LEXICOGRAPHIC))
    runs["explicit OR-tools"] = apart(lambda: ortools(few, WEIGHTED))
    if students <= 100_000:
        runs["explicit LEMON"] = apart(lambda: lemon(few, WEIGHTED))
    if students <= 2_000:
        runs["explicit HiGHS"] = apart(lambda: highs(few, WEIGHTED))
    asked = orders(few, LEXICOGRAPHIC)
    first_come(few, asked)
    runs["first come"] = {"cpu": first_come(few, asked).seconds}
    runs["stable"] = {"cpu": stable(few, LEXICOGRAPHIC).seconds}
    runs["argmin floor"] = {"cpu": floor(few)}
    say("complete")
    runs["complete ours"] = apart(lambda: ours(many, WEIGHTED))
    runs["complete OR-tools"] = apart(lambda: ortools(many, WEIGHTED))
    if students <= 100_000:
        runs["complete LEMON"] = apart(lambda: lemon(many, WEIGHTED))
    say("re-optimise, deferred acceptance, first call")
    again = apart(lambda: reoptimised(few, seed)) if students <= 100_000 else {}
    against = apart(lambda: against_matching(city(1000, seed=seed)))
    found.update(runs=runs, reoptimise=again, matching=against, first_call_seconds=first_call())
    if students <= 100_000:
        found["policies"] = policies(few, solve(few, LEXICOGRAPHIC).post)
    say("past one machine")
    found["past_one_machine"] = past_one_machine(few, many, seed, runs)
    found["shards"], found["provinces"] = shards(students, seed), provinces(students, seed)
    found["objectives_agree"] = {
        kind: len(
            {
                run["cost"]
                for name, run in runs.items()
                if name.startswith(kind) and "lexicographic" not in name and "cost" in run
            }
        )
        == 1
        for kind in ("explicit", "complete")
    }
    found["ratios"] = ratios(runs, again, against, found["first_call_seconds"])
    found["load_after"] = os.getloadavg()
    return found


def ratios(
    runs: dict[str, Any], again: dict[str, Any], against: dict[str, Any], first: float
) -> dict[str, float | None]:
    def cpu(name: str) -> float | None:
        value = runs.get(name, {}).get("cpu")
        return None if value is None or "failed" in runs[name] else float(value)

    def over(one: float | None, other: float | None) -> float | None:
        return None if one is None or not other else round(one / other, 4)

    def fastest(kind: str) -> float | None:
        return min((x for x in (cpu(f"{kind} {code}") for code in ("OR-tools", "LEMON", "HiGHS")) if x), default=None)

    lexical = runs["explicit ours lexicographic"]
    return {
        "explicit ours / fastest exact": over(cpu("explicit ours"), fastest("explicit")),
        "explicit ours / OR-tools": over(cpu("explicit ours"), cpu("explicit OR-tools")),
        "explicit ours / LEMON": over(cpu("explicit ours"), cpu("explicit LEMON")),
        "explicit ours / HiGHS": over(cpu("explicit ours"), cpu("explicit HiGHS")),
        "explicit ours / first come": over(cpu("explicit ours"), cpu("first come")),
        "explicit ours / argmin floor": over(cpu("explicit ours"), cpu("argmin floor")),
        "complete ours / fastest": over(cpu("complete ours"), fastest("complete")),
        "complete ours / OR-tools": over(cpu("complete ours"), cpu("complete OR-tools")),
        "proved lexicographic ours / OR-tools weighted": over(
            cpu("explicit ours lexicographic"), cpu("explicit OR-tools")
        ),
        "both certificates / solve": over(lexical.get("certificate_cpu"), lexical.get("cpu")),
        "re-optimise / cold": over(again.get("warm"), again.get("cold")),
        "moved / displaced": over(again.get("moved"), again.get("displaced")),
        "solver memory / OR-tools": over(runs["explicit ours"].get("memory"), runs["explicit OR-tools"].get("memory")),
        "first call, seconds": round(first, 3),
        "matching / our deferred acceptance": over(against.get("matching"), against.get("ours")),
    }


NATION, PROVINCES, LARGEST = 35_000_000, 31, 3_000_000


def past_one_machine(few: Problem, many: Problem, seed: int, runs: dict[str, Any]) -> dict[str, Any]:
    """What a nation would cost, from what a student costs here and how that grows from a tenth of the size; data as held in memory.

    Two columns, the second from the size asked for and its tenth, the first from a tenth of both.  Extrapolated, not measured: CPU
    a student grows by the same factor a decade.
    """
    students = few.students
    sizes = (students // 100, students // 10, students)
    smaller = {size: explicit(city(size, seed=seed)) for size in sizes[:2]}
    cost = {size: min(_solved_in(problem) for _ in range(3)) / size for size, problem in smaller.items()}
    cost[students] = runs["explicit ours"]["cpu"] / students
    start = time.process_time()
    pickle.dumps(few)
    pickled = (time.process_time() - start) / students
    bytes_each = {"explicit": _bytes(few) / students, "complete": _bytes(many) / students}
    solver = runs["explicit ours"]["memory"] * 2**20 / students
    return {
        "columns": {f"from {a} and {b}": _nation(cost[a], cost[b], b) for a, b in pairwise(sizes)},
        "us_a_student": {size: each * 1e6 for size, each in cost.items()},
        "us_a_student_complete": runs["complete ours"]["cpu"] / students * 1e6,
        "us_to_pickle_a_student": pickled * 1e6, "bytes_an_edge": _bytes(few) / len(few.edges.post),
        "bytes_a_student": bytes_each, "gigabytes_shipped": {kind: each * NATION / 1e9 for kind, each in bytes_each.items()},
        "gigabytes_of_one_solve": (bytes_each["explicit"] + solver) * NATION / 1e9,
    }  # fmt: skip


def _nation(small: float, here: float, students: int) -> dict[str, Any]:
    """Seconds for the nation from seconds a student at a tenth of the size and at the size."""
    growth = max(here / small, 1.0)

    def each(size: float) -> float:
        return float(here * growth ** np.log10(size / students))

    together, largest = NATION * each(NATION / PROVINCES), LARGEST * each(LARGEST)
    return {
        "growth_a_decade": growth, "cpu_seconds_of_provinces": together, "largest_province_seconds": largest,
        "wall_seconds": {cores: max(together / cores, largest) for cores in (1, 2, 16)}, "one_solve_seconds": NATION * each(NATION),
    }  # fmt: skip


def _solved_in(problem: Problem) -> float:
    start = time.process_time()
    solve(problem, WEIGHTED)
    return time.process_time() - start


def _bytes(problem: Problem) -> int:
    """Of the rows of students: pointers, posts, columns, classes; the lists of the classes."""
    lists = [problem.edges]
    held = 0
    if problem.hubs is not None:
        lists.append(problem.hubs.lists)
        held = problem.hubs.student_class.nbytes + sum(x.nbytes for x in problem.hubs.student_levels.values())
    return held + sum(x.ptr.nbytes + x.post.nbytes + sum(y.nbytes for y in x.levels.values()) for x in lists)


PARTED = 100_000  # at most: what parts lose is a matter of how much lies between them, not of size


def shards(students: int, seed: int) -> list[dict[str, Any]]:
    """The wrong cut, for comparison: students dealt out at random, every capacity dealt out evenly, nothing exchanged."""
    problem, chance, rows = explicit(city(min(students, PARTED), seed=seed)), np.random.default_rng(seed), []
    whole, tree = solve(problem, WEIGHTED), problem.tree
    capacity = tree.capacity()
    sizes = np.diff(problem.edges.ptr)
    for count in (2, 4, 8):
        part, placed, cost = chance.integers(0, count, problem.students), 0, 0
        turn = chance.integers(0, count, len(capacity))
        for k in range(count):
            share = capacity // count + ((k - turn) % count < capacity % count)
            mine = np.repeat(part == k, sizes)
            columns = {name: column[mine] for name, column in problem.edges.levels.items()}
            edges = Edges(np.concatenate([[0], np.cumsum(sizes[part == k])]), problem.edges.post[mine], columns)
            room = np.split(share, [tree.posts, tree.posts + tree.employers])
            found = solve(Problem(Tree(tree.employer_of, tree.park_of, *room), edges), WEIGHTED)
            placed, cost = placed + found.levels["placed"], cost + found.cost
        rows.append({
            "shards": count, "cost_lost": cost / whole.cost - 1, "placed_lost": whole.levels["placed"] - placed,
            "students": problem.students,
        })  # fmt: skip
    return rows


def provinces(students: int, seed: int) -> list[dict[str, Any]]:
    """The natural cut: ten provinces, some students at their borders; prices exchanged in rounds."""
    rows = []
    for across in (0.01, 0.05, 0.2):
        town, part_of_student, part_of_park = nation(min(students, PARTED), 10, across=across, seed=seed)
        problem = explicit(town)
        whole = solve(problem, WEIGHTED)
        for rounds in (0, 1, 4):
            start = time.process_time()
            found = by_parts(problem, part_of_student, part_of_park, WEIGHTED, rounds=rounds)
            rows.append({
                "students": problem.students, "across": across, "rounds": found.rounds, "placed_again": found.asked,
                "cost_lost": found.cost / whole.cost - 1, "placed_lost": whole.levels["placed"] - found.placed,
                "known_gap": found.gap / found.cost, "gap_is_true": found.bound <= whole.cost <= found.cost,
                "cpu": time.process_time() - start,
            })  # fmt: skip
    return rows


def say(text: str) -> None:
    print(f"[placement] {text}", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench placement", description=__doc__)
    parser.add_argument("--students", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", nargs="?", const="-", metavar="FILE")
    given = parser.parse_args()
    found = measure(given.students, given.seed)
    text = json.dumps(found, indent=1, default=lambda x: x.tolist() if hasattr(x, "tolist") else str(x))
    if given.json == "-":
        print(text)
        return 0
    if given.json:
        Path(given.json).write_text(text)
    print(
        f"{given.students} students, {found['edges']} edges, {found['implicit_pairs']} implicit pairs; load {found['load_before']}"
    )
    for name, run in found["runs"].items():
        print(
            f"  {name:32} {run.get('cpu', float('nan')):9.3f} s  {run.get('memory', 0):8.0f} MB  {run.get('failed', '')}"
        )
    for name, value in found["ratios"].items():
        print(f"  {name:46} {value}")
    for name, value in found["past_one_machine"].items():
        for column, figures in value.items() if name == "columns" else [("", value)]:
            print(f"  past one machine, {column or name}: {figures}")
    for row in found["shards"]:
        print(
            f"  {row['shards']} random shards of {row['students']} students, nothing exchanged: cost +{row['cost_lost']:.3%}, "
            f"{row['placed_lost']} placed fewer"
        )
    for row in found["provinces"]:
        print(
            f"  ten provinces of {row['students']} students in all, {row['across']:.0%} see the next; rounds {row['rounds']}: cost "
            f"+{row['cost_lost']:.5%}, {row['placed_lost']} placed fewer, known gap {row['known_gap']:.5%} (true: {row['gap_is_true']}), "
            f"placed again {list(row['placed_again'])}, {row['cpu']:.2f} s"
        )
    print(
        f"  objectives agree: {found['objectives_agree']}; re-optimise: {found['reoptimise']}; matching: {found['matching']}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
