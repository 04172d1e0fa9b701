"""A file is kept once, whole, and before the row that names it."""

from hashlib import sha256
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.documents.workflows.keep_file import keep_file, path_of

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path


def lying(tmp_path: Path) -> list[tuple[str, bytes]]:
    return [(str(path.relative_to(tmp_path)), path.read_bytes()) for path in tmp_path.glob("*/*")]


def test_bytes_lie_under_their_digest_and_the_row_names_them(cast: Cast, tmp_path: Path) -> None:
    file = keep_file("会议纪要.pdf", PDF, by=cast.wu)

    digest = sha256(PDF).hexdigest()
    assert lying(tmp_path) == [(f"{digest[:2]}/{digest}", PDF)]
    assert (file.sha256, file.name, file.media_type, file.size, file.uploaded_by) == (
        digest,
        "会议纪要.pdf",
        "application/pdf",
        len(PDF),
        cast.wu,
    )


def test_the_same_bytes_are_kept_once_under_both_names(cast: Cast, tmp_path: Path) -> None:
    keep_file("甲.pdf", PDF, by=cast.wu)
    keep_file("乙.pdf", PDF, by=cast.zhao)

    assert (len(lying(tmp_path)), list(StoredFile.objects.order_by("pk").values_list("name", flat=True))) == (
        1,
        ["甲.pdf", "乙.pdf"],
    )


def test_what_the_gate_refuses_is_not_kept(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        keep_file("工具.exe", b"MZ\x90\x00" + b"\x00" * 200, by=cast.wu)

    assert (lying(tmp_path), StoredFile.objects.count()) == ([], 0)


def test_a_write_that_fails_leaves_nothing_behind(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shouwei.ground.documents.workflows.keep_file.os.fsync", full)

    with pytest.raises(OSError, match="No space left"):
        keep_file("甲.pdf", PDF, by=cast.wu)

    assert (list(tmp_path.glob("*/*")), list(tmp_path.glob("*/.*")), StoredFile.objects.count()) == ([], [], 0)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/纪要.pdf", "纪要.pdf"),
        ("C:\\文档\\纪要.pdf", "纪要.pdf"),
        ("长" * 300 + ".pdf", "长" * 58 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(cast: Cast, name: str, kept: str) -> None:
    assert keep_file(name, PDF, by=cast.wu).name == kept


def test_the_path_is_made_of_the_digest_alone(tmp_path: Path) -> None:
    assert path_of("ab" * 32) == tmp_path / "ab" / ("ab" * 32)
