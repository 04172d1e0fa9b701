"""The answer of a closer look at one kind of file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file is refused (follows its name) and what to do (follows 请)."""

    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Sound:
    """The kind as found, the bytes to keep, and what was changed in them, each a short sentence without its full stop."""

    kind: str
    data: bytes
    notes: tuple[str, ...] = ()


Look = Sound | Fault
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The agreed test string of virus scanners, in two parts so that scanners leave this file alone."""
INFECTED = Fault("含有病毒特征", "用杀毒软件检查电脑，确认安全后重新制作文件")
DAMAGED = Fault("已损坏，可能没有传完整", "在电脑上确认能够打开后重新上传")
