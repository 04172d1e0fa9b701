"""Executors for clusters.  Optional: ``pip install shouwei[dask]`` or ``shouwei[ray]``; nothing is imported before it is used.

Data that must not travel stays where it is when the parts given to ``gather`` are functions that read it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

from shouwei.engine.placement.faults import NotInstalled

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True)
class OnDask:
    """address of a scheduler; None: workers on this machine, ended with the call."""

    address: str | None = None

    def __call__(self, function: Callable[[A], B], inputs: Iterable[A], /) -> list[B]:
        distributed = library("distributed", "dask")
        with distributed.Client(self.address) as client:
            return list(client.gather(client.map(function, list(inputs), pure=False)))


@dataclass(frozen=True)
class OnRay:
    """address of a cluster; None: the one already joined, else workers on this machine, which end with this process."""

    address: str | None = None

    def __call__(self, function: Callable[[A], B], inputs: Iterable[A], /) -> list[B]:
        ray = library("ray", "ray")
        if not ray.is_initialized():
            ray.init(address=self.address)
        remote = ray.remote(_applied)  # Ray takes plain functions only; what is applied may be any callable
        return list(ray.get([remote.remote(function, one) for one in inputs]))


def _applied(function: Callable[[A], B], one: A) -> B:
    return function(one)


def library(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError as missing:
        raise NotInstalled(f"{name.split('.')[0]} is not installed: pip install shouwei[{extra}]") from missing
