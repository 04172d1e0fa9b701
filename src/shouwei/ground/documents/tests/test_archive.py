"""An archive explains itself, can be checked without us, and tells of every change."""

import hashlib
import io
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from shouwei.ground.documents.archive import SUMS, ArchiveEntry, build_archive, safe_path, verify_archive
from shouwei.ground.documents.steady_zip import steady_zip

ON = date(2019, 12, 31)
ENTRIES = (
    ArchiveEntry("任务1.1/东港职业学院/总结.pdf", "总结".encode(), "旬报佐证"),
    ArchiveEntry("任务1.1/东港职业学院/名单 (终稿).xlsx", b"rows", ""),
    ArchiveEntry("任务1.2/现场照片.jpg", bytes(range(256)), "秘书处现场核查"),
)


def built(entries: tuple[ArchiveEntry, ...] = ENTRIES) -> bytes:
    return build_archive(entries, title="重点任务佐证材料", made_on=ON)


def members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def changed(
    *, replace: dict[str, bytes] | None = None, drop: str = "", add: tuple[tuple[str, bytes], ...] = ()
) -> bytes:
    kept = [(name, (replace or {}).get(name, data)) for name, data in members(built()) if name != drop]
    return steady_zip([*kept, *add], on=ON)


def test_an_archive_holds_index_files_and_digests() -> None:
    data = built()

    names = [name for name, _ in members(data)]
    assert names == ["目录.pdf", *(entry.path for entry in ENTRIES), "SHA256SUMS.txt"]
    assert verify_archive(data) == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(2019, 12, 31, 0, 0, 0)}
    assert [bool(info.flag_bits & 0x800) for info in infos] == [True, True, True, True, False]


def test_the_same_entries_give_the_same_bytes() -> None:
    assert hashlib.sha256(built()).digest() == hashlib.sha256(built()).digest()


def test_sha256sum_agrees(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(built())) as archive:
        archive.extractall(tmp_path)

    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", SUMS], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_index_names_every_file_with_size_digest_and_note() -> None:
    pages = PdfReader(io.BytesIO(dict(members(built()))["目录.pdf"])).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)

    assert "本卷共3件，合计266字节，2019年12月31日整理。" in text
    for entry in ENTRIES:
        for words in (entry.path.replace(" ", ""), hashlib.sha256(entry.data).hexdigest(), entry.note):
            assert words in text


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (changed(replace={"任务1.2/现场照片.jpg": b"new"}), ["“任务1.2/现场照片.jpg”的内容与校验清单不符，已被改动。"]),
        (changed(drop="任务1.2/现场照片.jpg"), ["“任务1.2/现场照片.jpg”在校验清单中，压缩包里却没有。"]),
        (changed(add=(("补充.txt", b"late"),)), ["“补充.txt”不在校验清单中，是后来加入的。"]),
        (changed(drop=SUMS), ["压缩包中没有校验清单SHA256SUMS.txt，无法核对。"]),
        (built()[:-40], ["文件不是完整的压缩包，可能没有传完整。"]),
        (b"", ["文件不是完整的压缩包，可能没有传完整。"]),
    ],
)
def test_every_change_is_told(data: bytes, faults: list[str]) -> None:
    assert verify_archive(data) == faults


def test_a_flipped_bit_is_told() -> None:
    data = bytearray(built())
    place = data.index("任务1.2/现场照片.jpg".encode()) + len("任务1.2/现场照片.jpg".encode()) + 20
    data[place] ^= 0x10

    assert verify_archive(bytes(data)) == ["“任务1.2/现场照片.jpg”已损坏，无法解压。"]


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/甲/./乙//丙.txt", "甲/乙/丙.txt"),
        ("甲\\..\\乙.txt", "甲/乙.txt"),
        ("C:/甲.txt", "C_/甲.txt"),
        ("甲/CON/乙\u202e.txt", "甲/_CON/乙.txt"),
        ("", "未命名"),
    ],
)
def test_paths_cannot_climb(path: str, safe: str) -> None:
    assert safe_path(path) == safe


def test_equal_names_are_told_apart_and_the_names_of_the_index_are_ours() -> None:
    paths = ("甲.txt", "甲.TXT", "../甲.txt", "目录.pdf", "sha256sums.txt", "乙", "乙/丙.txt")

    data = built(tuple(ArchiveEntry(path, path.encode()) for path in paths))

    names = [name for name, _ in members(data)]
    own = ["甲.txt", "甲（2）.TXT", "甲（3）.txt", "目录（2）.pdf", "sha256sums（2）.txt", "乙（2）", "乙/丙.txt"]
    assert names == ["目录.pdf", *own, "SHA256SUMS.txt"]
    assert verify_archive(data) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_names_make_an_intact_archive(paths: list[str]) -> None:
    assert verify_archive(built(tuple(ArchiveEntry(path, b"x") for path in paths))) == []
