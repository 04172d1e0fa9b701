"""Where a checker (ours, or one with an error put in) says something else than the definition."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np

from shouwei.engine.placement import Result

from .definition import Said


def disagreement(certify: Callable[..., Any], weak_bound: Callable[..., int], result: Result, said: Said) -> str:
    """The first difference, or an empty string."""
    begun = time.process_time()
    proof = certify(result)
    spent = time.process_time() - begun
    pairs: list[tuple[str, Any, Any]] = [
        ("breaches", proof.breaches, said.breaches),
        ("primal", proof.primal, said.primal),
        ("bound", proof.bound, said.bound),
        ("totals", proof.level_totals, said.totals),
        ("bounds", proof.level_bounds, said.bounds),
        ("lexicographic", proof.lexicographic, said.lexicographic),
    ]
    for name, found, wanted in pairs:
        if (wanted is not None or name == "lexicographic") and found != wanted:
            return f"{name}: {found}, by definition {wanted}"
    if (proof.optimal, proof.proved) != (said.optimal, said.proved) or proof.gap != proof.primal - proof.bound:
        return f"proved: {proof}, by definition {said}"
    if not 0 <= proof.seconds <= spent:
        return f"seconds: {proof.seconds} of {spent}"
    try:
        proof.primal = proof.bound
    except FrozenInstanceError:
        pass
    else:
        return "a certificate was changed after the check"
    if not said.breaches:
        prices = result.prices
        y = np.concatenate([prices.post, prices.employer, prices.park, prices.minimum])
        least = weak_bound(result.network, result.network.costs(), y)
        if least != said.bound:
            return f"weak bound: {least}, by definition {said.bound}"
    return ""
