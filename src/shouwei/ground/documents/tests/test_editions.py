"""Editions of a file, bytes that are checked when handed out, and what a page shows of each kind."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.documents.handing_out import handed_out
from shouwei.ground.documents.models import Damage, Edition, StoredFile
from shouwei.ground.documents.preview import Part, Preview, in_wechat, preview_of
from shouwei.ground.documents.queries import damaged_files, editions_of
from shouwei.ground.documents.workflows.keep_file import keep_file, path_of
from shouwei.ground.documents.workflows.read_whole import read_whole
from shouwei.ground.documents.workflows.replace_file import replace_file

from . import upload_samples as make

NOON = datetime(2026, 3, 3, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path


def text(cast: Cast, words: str) -> StoredFile:
    return keep_file("说明.txt", words.encode(), by=cast.wu)


def replace(cast: Cast, old: StoredFile, words: str, why: str = "补充") -> StoredFile:
    return replace_file(old, "说明.txt", words.encode(), why=why, by=cast.wu, now=NOON)


def test_older_editions_stay_in_order_with_who_when_and_why(cast: Cast) -> None:
    first = text(cast, "一")
    second = replace(cast, first, "二", "补盖公章")
    third = replace(cast, second, "三", "更正人数")

    assert [(e.number, e.old, e.why, e.replaced_by, e.replaced_at) for e in editions_of(third)] == [
        (2, second, "更正人数", cast.wu, NOON),
        (1, first, "补盖公章", cast.wu, NOON),
    ]
    assert [read_whole(file).decode() for file in (first, second, third)] == ["一", "二", "三"]


def test_what_else_cites_the_old_file_may_be_replaced_for_itself(cast: Cast) -> None:
    first = text(cast, "一")
    here, there = replace(cast, first, "二"), replace(cast, first, "三")

    assert [[e.old for e in editions_of(file)] for file in (here, there)] == [[first], [first]]


@pytest.mark.parametrize(
    ("words", "why", "sentence"),
    [
        ("一", "补充", "新文件与“说明.txt”的内容完全相同，没有替换。"),
        ("二", " ", "请填写替换原因，例如“补盖公章”。"),
    ],
)
def test_nothing_is_replaced_by_itself_or_without_a_reason(cast: Cast, words: str, why: str, sentence: str) -> None:
    first = text(cast, "一")

    with pytest.raises(Refused) as refused:
        replace(cast, first, words, why)

    assert (str(refused.value), Edition.objects.count(), StoredFile.objects.count()) == (sentence, 0, 1)


@pytest.mark.parametrize("gone", [True, False])
def test_a_damaged_file_is_refused_and_seen_until_it_is_whole_again(cast: Cast, gone: bool) -> None:
    file = text(cast, "一")
    path, whole = path_of(file.sha256), b"\xe4\xb8\x80"
    path.unlink()
    if not gone:
        path.write_bytes(b"x")

    with pytest.raises(Refused) as refused:
        handed_out(file)
    found = damaged_files(), Damage.objects.get().sha256
    path.write_bytes(whole)

    what = "已经不在存储中" if gone else "与上传时的校验值不一致，可能已损坏或被改动"
    assert str(refused.value) == (f"“说明.txt”{what}，不能提供。请联系管理员从备份中恢复，或由上传单位重新上传。")
    assert found == (1, file.sha256)
    assert (handed_out(file).content, damaged_files()) == (whole, 0)


@pytest.mark.parametrize(
    ("name", "data", "inline", "media_type", "sandboxed", "frame"),
    [
        ("图.png", make.png(), True, "image/png", True, "DENY"),
        ("图.png", make.png(), False, "application/octet-stream", True, "DENY"),
        ("件.pdf", make.pdf(), True, "application/pdf", False, "SAMEORIGIN"),
        ("件.pdf", make.pdf(), False, "application/octet-stream", True, "DENY"),
        ("件.txt", b"<b>x", True, "application/octet-stream", True, "DENY"),
        ("件.docx", make.word(), True, "application/octet-stream", True, "DENY"),
    ],
)
def test_the_answer_can_run_nothing(
    cast: Cast, name: str, data: bytes, inline: bool, media_type: str, sandboxed: bool, frame: str
) -> None:
    answer = handed_out(keep_file(name, data, by=cast.wu), inline=inline)

    policy = answer["Content-Security-Policy"]
    shown = inline and media_type != "application/octet-stream"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == (
        media_type,
        "nosniff",
        frame,
    )
    assert policy.startswith("default-src 'none'; ")
    assert ("sandbox" in policy, "script-src" in policy) == (sandboxed, False)
    assert answer["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert answer["Cache-Control"] == "private, max-age=3600"


def seen(cast: Cast, name: str, data: bytes) -> Preview:
    file = keep_file(name, data, by=cast.wu)
    return preview_of(file, read_whole(file))


def test_each_kind_is_shown_in_its_way(cast: Cast) -> None:
    assert seen(cast, "图.jpg", make.jpeg()) == Preview("image")
    assert seen(cast, "件.pdf", make.pdf()) == Preview("pdf")
    assert seen(cast, "件.txt", "甲 2<3\n乙".encode()).parts == (Part("甲 2<3"), Part("乙"))
    assert seen(cast, "件.docx", make.word()).parts == (Part("六月上旬进展情况"),)
    assert [part.rows for part in seen(cast, "表.xlsx", make.excel()).parts] == [(("专业", "人数"),)]
    assert seen(cast, "片.pptx", make.slides()) == Preview(
        "none", said="这种文件不能在网页中预览，请下载后用Office或WPS打开。"
    )


def test_wechat_is_told_by_its_name() -> None:
    assert [in_wechat(agent) for agent in ("Mozilla/5.0 … MicroMessenger/8.0.49", "Mozilla/5.0 Chrome/80")] == [
        True,
        False,
    ]
