"""PDF of a paper: every word is there, every page has its foot, every glyph exists, and the bytes never change."""

import datetime
import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

import shouwei
from shouwei.ground.documents.official.document import Numbering, OfficialDocument, Paragraph, Record, Signature
from shouwei.ground.documents.official.glyphs import lacking
from shouwei.ground.documents.official.pdf import to_pdf
from shouwei.ground.documents.official.sheet import sheet_of

from .official_samples import SAMPLES

RENDER = """
import hashlib
from shouwei.ground.documents.official.{module} import {function}
from shouwei.ground.documents.tests.official_samples import SAMPLES
for name in sorted(SAMPLES):
    print(hashlib.sha256({function}(SAMPLES[name]())).hexdigest())
"""


def digests_elsewhere(module: str, function: str) -> list[str]:
    """Digests of all samples as rendered by another process with another hash seed."""
    program = RENDER.format(module=module, function=function)
    place = {**os.environ, "PYTHONPATH": str(Path(shouwei.__file__).parents[1]), "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=place)
    return done.stdout.split()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pages_of(data: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]


def texts(value: object) -> list[str]:
    """Every printed string of a sheet."""
    if isinstance(value, dict):
        silent = {"type", "align", "ink", "tint", "made_on", "numbering", "kind", "shape"}
        return [text for key, item in value.items() if key not in silent for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) and value else []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_word_can_be_read_back(name: str) -> None:
    sheet = sheet_of(SAMPLES[name]())

    pages = pages_of(to_pdf(SAMPLES[name]()))

    printed = sorted("".join(pages))
    shown = [squeezed(text) for text in texts(sheet["parts"])]
    assert [c for c in set("".join(shown)) if printed.count(c) < "".join(shown).count(c)] == []
    headings = [
        squeezed(b["text"]) for part in sheet["parts"] for b in part["blocks"] if b["type"] in ("title", "heading")
    ]
    assert [text for text in headings if text not in "".join(pages)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_says_its_number_once_and_snapshot_and_cut_off(name: str) -> None:
    paper = SAMPLES[name]()
    pages = pages_of(to_pdf(paper))

    facts = "快照S000012数据截至2019年6月10日来源：各成员单位填报，秘书处复核"
    dashed = paper.numbering == Numbering.DASHES
    feet = [
        f"—{number}—{facts}共{len(pages)}页" if dashed else f"{facts}第{number}页共{len(pages)}页"
        for number in range(1, len(pages) + 1)
    ]
    assert [foot for foot, page in zip(feet, pages, strict=True) if foot not in page] == []


def test_the_same_paper_is_the_same_bytes_in_another_process() -> None:
    here = [hashlib.sha256(to_pdf(SAMPLES[name]())).hexdigest() for name in sorted(SAMPLES)]

    assert digests_elsewhere("pdf", "to_pdf") == here


def test_pages_have_the_sizes_asked_for() -> None:
    def sizes(name: str) -> list[tuple[int, int]]:
        boxes = [page.mediabox for page in PdfReader(io.BytesIO(to_pdf(SAMPLES[name]()))).pages]
        return sorted({(round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) for box in boxes})

    assert sizes("notification") == [(210, 297)]
    assert sizes("dispatch") == [(210, 297), (297, 210)]
    assert sizes("heatmap") == [(420, 297)]


def test_a_long_table_repeats_its_head_and_a_heatmap_and_a_notice_keep_to_one_page() -> None:
    annex = [page for page in pages_of(to_pdf(SAMPLES["dispatch"]())) if "序号任务牵头单位时限进度状态进展情况" in page]

    assert len(annex) >= 4
    assert [len(pages_of(to_pdf(SAMPLES[name]()))) for name in ("heatmap", "supervision_notice")] == [1, 1]


def test_the_file_is_archival_and_dated_by_the_paper() -> None:
    data = to_pdf(SAMPLES["notification"]())

    metadata = PdfReader(io.BytesIO(data)).metadata
    assert metadata is not None
    assert (metadata.title, metadata.author) == (
        "关于2019年6月上旬重点任务推进情况的通　　报",
        "临江职业教育集团秘书处",
    )
    assert metadata.creation_date is not None
    assert metadata.creation_date.date().isoformat() == "2019-06-12"
    assert b"pdfaid:part>2<" in data
    assert b"pdfaid:conformance>U<" in data


def test_characters_beyond_the_fonts_are_shown_as_missing_and_named() -> None:
    paper = OfficialDocument(
        "名单", body=(Paragraph("示例\U0001f600和\U000310c5，示例\U0001f600。"),), record=Record("各单位")
    )

    text = "".join(pages_of(to_pdf(paper)))

    note = "注：文中“〓”为版式文件字库未收录的字（依次为U+1F600、U+310C5），以Word文稿为准。"
    assert "示例〓和〓，示例〓。" in text
    assert text.index(note) < text.index("抄送：各单位。")


def test_the_fonts_have_every_sign_official_papers_use() -> None:
    assert lacking("〔〕（）《》〈〉“”‘’—…·、。，；：？！％‰㎡①②③⑩ⅠⅡⅢ〓○●◎◇△▲■×√→≥≤＋－龘㛃") == []


def test_text_is_data_and_never_markup() -> None:
    words = '#panic("x") *粗* _斜_ $x$ \\ <a> @b "引" #include "/etc/hostname" {}'

    assert squeezed(words) in "".join(pages_of(to_pdf(OfficialDocument("题", body=(Paragraph(words),)))))


@pytest.mark.parametrize("attachments", [(), ("各项任务进展情况一览表",)])
@pytest.mark.parametrize("lines", range(12, 30))
def test_a_signature_never_stands_alone_on_its_page(lines: int, attachments: tuple[str, ...]) -> None:
    """However long the paper, the page that bears the signature bears words of the last paragraph too."""
    words = "各单位要按照方案要求抓好落实，并按期报送进展。"
    body = (*(Paragraph(words) for _ in range(lines)), Paragraph("末段要求各单位继续抓好落实。"))
    signature = Signature("示例职业教育集团秘书处", datetime.date(2026, 3, 31))

    paper = OfficialDocument("关于进展情况的通报", body=body, attachments=attachments, signature=signature)
    pages = pages_of(to_pdf(paper))

    signed = next(page for page in pages if "示例职业教育集团秘书处" in page)
    assert "落实。" in signed
