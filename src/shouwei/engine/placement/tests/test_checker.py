"""The checker says what the definition says, of right answers and of wrong ones."""

import time
from dataclasses import replace

import numpy as np

from shouwei.engine.placement import Policy, certify, solve
from shouwei.engine.placement.certify import weak_bound

from .cases import small
from .definition import by_definition, other_network, questions
from .disagreement import disagreement


def test_checker_says_what_the_definition_says() -> None:
    asked = questions(41, 120)
    said = [by_definition(result, result.network) for result in asked]

    assert [disagreement(certify, weak_bound, r, s) for r, s in zip(asked, said, strict=True)] == [""] * len(asked)
    for holds in (True, False):  # the questions are not all of one kind
        assert sum(s.lexicographic is holds and not s.breaches for s in said) > 50
        assert sum(s.optimal is holds and s.lexicographic is None and not s.breaches for s in said) > 20


def test_fresh_builds_the_network_anew_and_otherwise_the_given_one_is_judged() -> None:
    right = solve(small(np.random.default_rng(3), plain=True), Policy(lottery=None))
    wrong = replace(right, network=other_network(right))

    assert certify(wrong, fresh=True).primal == certify(right).primal == by_definition(right, right.network).primal
    assert certify(wrong).primal == by_definition(wrong, wrong.network).primal != certify(right).primal


def test_the_time_is_cpu_time_of_the_check() -> None:
    right = solve(small(np.random.default_rng(3)))
    begun = time.process_time()
    spent = certify(right).seconds

    assert 0 <= spent <= time.process_time() - begun
