"""The backup as a file: an uncompressed tar whose last member tells the digest of its manifest.

Members: ``database.dump`` (pg_dump -Fc) · ``files/ab/<sha256>`` · ``secrets.locked`` where there is a passphrase ·
``manifest.json`` · ``manifest.sha256``.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from .errors import Damaged

FORMAT = 1
DUMP, SECRETS, MANIFEST, SEAL = "database.dump", "secrets.locked", "manifest.json", "manifest.sha256"
FILE = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
PIECE = 1024 * 1024
LARGEST_MANIFEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Table:
    """What one table held: number of rows, and a digest that does not depend on their order."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    made_at: str
    """UTC, ISO 8601."""
    product: str
    server: int
    """Major version of PostgreSQL."""
    migrations: list[str]
    """``app.name`` of every migration that had been applied."""
    tables: dict[str, Table]
    trail: dict[str, Any]
    """Head of the trail: ``count``, ``last`` (number of the last event), ``sha256`` of its row."""
    secrets: str
    """``locked``, or ``left out``."""
    members: dict[str, list[Any]] = field(default_factory=dict)
    """Name → [size in bytes, SHA-256]."""
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def of(cls, data: bytes) -> Manifest:
        try:
            raw = json.loads(data)
            raw["tables"] = {name: Table(**table) for name, table in raw["tables"].items()}
            return cls(**raw)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Damaged("备份文件的清单读不出来，文件已损坏或不是本系统的备份。没有改动任何内容。") from None

    @property
    def files(self) -> int:
        return sum(name.startswith("files/") for name in self.members)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


class Writer:
    """Adds members one by one and remembers their digests."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members: dict[str, list[Any]] = {}

    def add(self, name: str, source: Path) -> None:
        with source.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            hashing = _Hashing(stream)
            self.tar.addfile(_entry(name, size), hashing)
        self.members[name] = [size, hashing.sha256.hexdigest()]

    def add_bytes(self, name: str, data: bytes) -> None:
        self.tar.addfile(_entry(name, len(data)), io.BytesIO(data))
        self.members[name] = [len(data), hashlib.sha256(data).hexdigest()]

    def seal(self, manifest: Manifest) -> None:
        data = manifest.as_json()
        self.tar.addfile(_entry(MANIFEST, len(data)), io.BytesIO(data))
        seal = hashlib.sha256(data).hexdigest().encode()
        self.tar.addfile(_entry(SEAL, len(seal)), io.BytesIO(seal))


class _Hashing:
    """A stream that digests what is read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self.sha256.update(piece)
        return piece


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


@contextmanager
def written(target: Path) -> Iterator[Writer]:
    """A new backup under a temporary name; renamed to ``target`` when all of it is on the disk, removed on failure."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with open(os.open(making, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            stream.flush()
            os.fsync(stream.fileno())
        making.rename(target)
        _settle(target.parent)
    finally:
        making.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_manifest(file: Path) -> Manifest:
    """The manifest alone, its seal checked; quick, since members are skipped. Raises ``Damaged``."""
    with _opened(file) as tar:
        names = tar.getnames()
        if names[-2:] != [MANIFEST, SEAL]:
            raise Damaged(f"备份文件“{file.name}”不完整：末尾没有清单。没有改动任何内容，请改用其他备份。")
        manifest = tar.extractfile(MANIFEST)
        seal = tar.extractfile(SEAL)
        assert manifest is not None  # regular members, as _opened has checked
        assert seal is not None
        data = manifest.read(LARGEST_MANIFEST)
        if hashlib.sha256(data).hexdigest().encode() != seal.read(64):
            raise Damaged(
                f"备份文件“{file.name}”的清单与校验值不符，文件已损坏或被改动。没有改动任何内容，请改用其他备份。"
            )
    return Manifest.of(data)


def seal_of(file: Path) -> str:
    """Digest of the manifest, and so of every byte: the name of this very backup, whatever the file is called."""
    with _opened(file) as tar:
        names = tar.getnames()
        seal = tar.extractfile(SEAL) if SEAL in names else None
        if seal is None:
            raise Damaged(f"备份文件“{file.name}”不完整：末尾没有校验值。没有改动任何内容，请改用其他备份。")
        return seal.read(64).decode("ascii", errors="replace")


def verify(file: Path, each: Callable[[str, IO[bytes]], None] | None = None) -> Manifest:
    """Read every byte and compare with the manifest; ``each`` is given every member to read first.

    Raises ``Damaged`` for a changed byte, a missing, doubled or unexpected member, or a file whose content is not its name.
    """
    manifest = read_manifest(file)
    if manifest.format != FORMAT:
        raise Damaged(f"备份格式是第{manifest.format}版，本程序只认识第{FORMAT}版。请用制作该备份的版本恢复。")
    seen: set[str] = set()
    with _opened(file) as tar:
        for entry in tar:
            if entry.name in (MANIFEST, SEAL):
                continue
            expected = manifest.members.get(entry.name)
            if expected is None or entry.name in seen or not _is_known(entry.name):
                raise Damaged(f"备份文件里有清单以外的内容“{entry.name[:80]}”，文件已被改动。没有改动任何内容。")
            seen.add(entry.name)
            stream = tar.extractfile(entry)
            assert stream is not None  # regular, as _opened has checked
            size, sha256 = _through(entry.name, stream, each)
            named = FILE.fullmatch(entry.name)
            if [size, sha256] != expected or (named and named[2] != sha256):
                raise Damaged(
                    f"备份中的“{entry.name}”与清单的校验值不符，文件已损坏。没有改动任何内容，请改用其他备份。"
                )
    missing = sorted(manifest.members.keys() - seen)
    if missing or DUMP not in seen:
        raise Damaged(
            f"备份里缺少{len(missing) or 1}项内容（例如“{(missing or [DUMP])[0]}”）。没有改动任何内容，请改用其他备份。"
        )
    return manifest


def _through(name: str, stream: IO[bytes], each: Callable[[str, IO[bytes]], None] | None) -> tuple[int, str]:
    hashing, size = _Counting(stream), 0
    if each is not None:
        each(name, hashing)  # type: ignore[arg-type]  # it is read from, nothing else
    while hashing.read(PIECE):
        pass
    size = hashing.size
    return size, hashing.sha256.hexdigest()


class _Counting(_Hashing):
    size = 0

    def read(self, size: int = -1) -> bytes:
        piece = super().read(size)
        self.size += len(piece)
        return piece


def _is_known(name: str) -> bool:
    return name in (DUMP, SECRETS) or FILE.fullmatch(name) is not None


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    broken = f"备份文件“{file.name}”读不出来，可能没有传输完整。没有改动任何内容。"
    try:
        stream = file.open("rb")
    except OSError as error:
        raise Damaged(f"打不开备份文件“{file.name}”（{error.strerror}）。没有改动任何内容。") from error
    with stream:
        try:
            with tarfile.open(fileobj=stream, mode="r:") as tar:
                if any(not entry.isreg() for entry in tar):
                    raise Damaged(f"备份文件“{file.name}”里有链接或特殊文件，不是本系统的备份。没有改动任何内容。")
                yield tar
        except (tarfile.TarError, EOFError, UnicodeError) as error:
            raise Damaged(broken) from error
