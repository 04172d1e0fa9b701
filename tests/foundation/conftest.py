"""Short folders (a socket's path must fit the kernel's 107 bytes) that are gone after the test, clusters included."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def short_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="f-")).resolve()
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    try:
        yield folder
    finally:
        for link in folder.rglob("postgres"):
            if link.is_symlink():
                shutil.rmtree(link.resolve())
        shutil.rmtree(folder)


@pytest.fixture
def folder() -> Iterator[Path]:
    with short_folder() as place:
        yield place


@pytest.fixture(scope="module")
def shared_folder() -> Iterator[Path]:
    with short_folder() as place:
        yield place
