"""What people may hand in, and the exact sentence for what they may not."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shouwei.ground.documents.rules.upload_fault import EICAR
from shouwei.ground.documents.rules.uploads import Judged, check_upload
from shouwei.ground.documents.steady_zip import steady_zip

from . import upload_samples as make

WORD, EXCEL = make.word(), make.excel()
DRAWN = "/word/media/image1.png"
FIELD_DDE = "<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\calc</w:instrText></w:r>"
FIELD_WEB = '<w:r><w:instrText>INCLUDEPICTURE "http://tracker.example/a.png"</w:instrText></w:r>'
DDE_LINK = b'<externalLink xmlns="x"><ddeLink ddeService="cmd" ddeTopic="calc"/></externalLink>'
STRAY_WORD = make.with_parts(WORD, {"evil/payload.xml": b"<x/>"})
DOCUMENT_TYPE = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
BOMB = make.with_parts(WORD, {"word/media/big.png": b"\x00" * (97 * 1024 * 1024)})
OBJECT_STREAM = b"5 0 << /S /J#61vaScript /JS (app.alert) >>"

REFUSALS = [
    ("空.docx", b"", "“空.docx”是空文件（0字节），请确认文件已经保存后重新上传。"),
    (
        "大.pdf",
        b"%PDF-" + b"0" * 22_000_000,
        "“大.pdf”有21.0兆，超过20兆的上限，请压缩图片或者拆成几个文件后重新上传。",
    ),
    ("病毒.txt", make.infected_text(), "“病毒.txt”含有病毒特征，请用杀毒软件检查电脑，确认安全后重新制作文件。"),
    (
        "病毒.docx",
        make.with_parts(WORD, {"word/media/x.bin": EICAR}),
        "“病毒.docx”含有病毒特征，请用杀毒软件检查电脑，确认安全后重新制作文件。",
    ),
    ("工具.exe", b"MZ\x90\x00\x03\x00", "“工具.exe”是可以运行的程序，请只上传文档、表格、图片等材料。"),
    ("照片.jpg", b"MZ\x90\x00\x03\x00", "“照片.jpg”是可以运行的程序，请只上传文档、表格、图片等材料。"),
    (
        "成绩.xls",
        "<html><table>甲</table></html>".encode(),
        "“成绩.xls”是网页，请用浏览器、Excel或Word打开，另存为.pdf、.xlsx或.docx后重新上传。",
    ),
    (
        "成绩.xls",
        b'<?xml version="1.0"?><Workbook/>',
        "“成绩.xls”是XML文件，请用Excel或Word打开，另存为.xlsx或.docx后重新上传。",
    ),
    ("图.png", b'<svg xmlns="x" onload="a()"/>', "“图.png”是SVG图形，可能带有程序，请另存为.png或.pdf后重新上传。"),
    (
        "说明.txt",
        "说明<script>a()</script>".encode(),
        "“说明.txt”是网页，请用浏览器、Excel或Word打开，另存为.pdf、.xlsx或.docx后重新上传。",
    ),
    ("图.jpg", b"<?php system($_GET[0]);", "“图.jpg”是程序脚本，请只上传文档、表格、图片等材料。"),
    ("脚本.txt", b"#!/bin/sh\nrm x\n", "“脚本.txt”是程序脚本，请只上传文档、表格、图片等材料。"),
    (
        "邮件.doc",
        b"MIME-Version: 1.0\n",
        "“邮件.doc”是网页，请用浏览器、Excel或Word打开，另存为.pdf、.xlsx或.docx后重新上传。",
    ),
    ("方案.doc", b"{\\rtf1\\ansi x}", "“方案.doc”是RTF文档，暂不接收，请用Word或WPS打开，另存为.docx后重新上传。"),
    ("动图.gif", b"GIF89a\x01\x00", "“动图.gif”是GIF图片，暂不接收，请另存为.jpg或.png后重新上传。"),
    ("照片.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "“照片.webp”是WebP图片，暂不接收，请另存为.jpg或.png后重新上传。"),
    (
        "照片.jpg",
        b"\x00\x00\x00\x18ftypheic\x00",
        "“照片.jpg”是HEIC照片，很多电脑打不开，请在手机中另存为.jpg，或者截图后重新上传。",
    ),
    (
        "现场.mp4",
        b"\x00\x00\x00\x18ftypmp42\x00",
        "“现场.mp4”是视频，暂不接收，请截取关键画面存为.jpg，或者上传文字说明。",
    ),
    ("材料.zip", steady_zip([("甲.txt", b"x")]), "“材料.zip”是压缩包，请解压后逐个上传其中的文件。"),
    ("材料.docx", steady_zip([("甲.txt", b"x")]), "“材料.docx”是压缩包，请解压后逐个上传其中的文件。"),
    ("材料.rar", b"Rar!\x1a\x07\x01\x00", "“材料.rar”是压缩包，请解压后逐个上传其中的文件。"),
    (
        "数据.dat",
        bytes(range(256)),
        "“数据.dat”无法识别是什么文件，请另存为.pdf、.docx、.xlsx、.jpg等常用格式后重新上传。",
    ),
    ("计划.pdf", WORD, "“计划.pdf”的内容是Word文档，与扩展名.pdf不符，请把扩展名改为.docx后重新上传。"),
    ("名单.docx", EXCEL, "“名单.docx”的内容是Excel工作簿，与扩展名.docx不符，请把扩展名改为.xlsx后重新上传。"),
    (
        "旧稿.docx",
        make.ole("WordDocument"),
        "“旧稿.docx”的内容是旧版Word文档，与扩展名.docx不符，请把扩展名改为.doc或.wps后重新上传。",
    ),
    ("照片.png", make.jpeg(), "“照片.png”的内容是JPEG图片，与扩展名.png不符，请把扩展名改为.jpg或.jpeg后重新上传。"),
    ("总结.pdf.exe", make.pdf(), "“总结.pdf.exe”的内容是PDF文件，与扩展名.exe不符，请把扩展名改为.pdf后重新上传。"),
    ("总结\u202efdp.exe", make.pdf(), "“总结fdp.exe”的内容是PDF文件，与扩展名.exe不符，请把扩展名改为.pdf后重新上传。"),
    ("半截.docx", WORD[:-200], "“半截.docx”已损坏，可能没有传完整，请在电脑上确认能够打开后重新上传。"),
    ("谎报.docx", make.lying_size(WORD), "“谎报.docx”已损坏，可能没有传完整，请在电脑上确认能够打开后重新上传。"),
    (
        "宏.docx",
        make.with_parts(WORD, {"word/vbaProject.bin": b"x"}),
        "“宏.docx”含有宏（自动运行的程序），请另存为不含宏的.docx、.xlsx或.pptx后重新上传。",
    ),
    (
        "宏.docm",
        make.macro_enabled(WORD),
        "“宏.docm”含有宏（自动运行的程序），请另存为不含宏的.docx、.xlsx或.pptx后重新上传。",
    ),
    (
        "旧宏.xls",
        make.ole("Workbook", "_VBA_PROJECT_CUR"),
        "“旧宏.xls”含有宏（自动运行的程序），请另存为不含宏的.docx、.xlsx或.pptx后重新上传。",
    ),
    (
        "表.xlsx",
        make.with_parts(EXCEL, {"xl/macrosheets/sheet1.xml": b"<x/>"}),
        "“表.xlsx”含有宏（自动运行的程序），请另存为不含宏的.docx、.xlsx或.pptx后重新上传。",
    ),
    (
        "对象.docx",
        make.with_parts(WORD, {"word/embeddings/oleObject1.bin": b"x"}),
        "“对象.docx”内嵌了其他文件或者对象，请把内嵌的文件取出分别上传，或者另存为.pdf后上传。",
    ),
    (
        "对象.doc",
        make.ole("WordDocument", "\x01Ole10Native"),
        "“对象.doc”内嵌了其他文件或者对象，请把内嵌的文件取出分别上传，或者另存为.pdf后上传。",
    ),
    (
        "图表.docx",
        make.with_parts(WORD, {"word/embeddings/book.xlsx": make.with_parts(EXCEL, {"xl/vbaProject.bin": b"x"})}),
        "“图表.docx”内嵌了其他文件或者对象，请把内嵌的文件取出分别上传，或者另存为.pdf后上传。",
    ),
    (
        "控件.pptx",
        make.with_parts(make.slides(), {"ppt/activeX/activeX1.xml": b"<x/>"}),
        "“控件.pptx”含有控件（ActiveX），请删除控件，或者另存为.pdf后上传。",
    ),
    (
        "模板.docx",
        make.with_relation(WORD, "attachedTemplate", "http://evil.example/t.dotm"),
        "“模板.docx”引用了外部的模板、图片或者对象，请断开链接、把图片直接插入文件后重新上传。",
    ),
    (
        "外链.docx",
        make.with_body(WORD, FIELD_WEB),
        "“外链.docx”引用了外部的模板、图片或者对象，请断开链接、把图片直接插入文件后重新上传。",
    ),
    (
        "交换.docx",
        make.with_body(WORD, FIELD_DDE),
        "“交换.docx”含有会启动其他程序的动态数据交换（DDE），请删除有关链接，或者另存为.pdf后上传。",
    ),
    (
        "交换.xlsx",
        make.with_parts(EXCEL, {"xl/externalLinks/externalLink1.xml": DDE_LINK}),
        "“交换.xlsx”含有会启动其他程序的动态数据交换（DDE），请删除有关链接，或者另存为.pdf后上传。",
    ),
    (
        "实体.docx",
        make.with_parts(WORD, {"word/document.xml": DOCUMENT_TYPE}),
        "“实体.docx”含有不应有的实体声明，请用Word、Excel或WPS打开，另存后重新上传。",
    ),
    (
        "夹带.docx",
        STRAY_WORD,
        "“夹带.docx”内含Office文件不应有的部件“evil/payload.xml”，不能接收，请用Word、Excel或WPS打开，另存后重新上传。",
    ),
    ("加密.xlsx", make.ole("EncryptedPackage"), "“加密.xlsx”设有打开密码，请取消密码后重新上传。"),
    ("炸弹.docx", BOMB, "“炸弹.docx”解压后超过96兆，请压缩或者删除图片后重新上传。"),
    (
        "邮件.msg",
        make.ole("__properties"),
        "“邮件.msg”是无法识别的旧版Office文件，请用Office或WPS打开，另存为.docx、.xlsx或.pptx后重新上传。",
    ),
    (
        "脚本.pdf",
        make.pdf_with(b"/OpenAction << /S /JavaScript /JS (a) >>"),
        "“脚本.pdf”含有脚本程序，请用“打印为PDF”重新生成后上传。",
    ),
    (
        "脚本.pdf",
        make.pdf_with(b"/OpenAction << /S /J#61vaScript >>"),
        "“脚本.pdf”含有脚本程序，请用“打印为PDF”重新生成后上传。",
    ),
    (
        "脚本.pdf",
        make.pdf_with_stream(b"/Type /ObjStm", OBJECT_STREAM),
        "“脚本.pdf”含有脚本程序，请用“打印为PDF”重新生成后上传。",
    ),
    (
        "动作.pdf",
        make.pdf_with(b"/OpenAction << /S /Launch >>"),
        "“动作.pdf”含有会启动程序、打开别处文件或者外发数据的动作，请用“打印为PDF”重新生成后上传。",
    ),
    (
        "附件.pdf",
        make.pdf_with(b"/Names << /EmbeddedFiles 3 0 R >>"),
        "“附件.pdf”内嵌了其他文件，请把内嵌的文件取出，分别上传。",
    ),
    ("加密.pdf", make.pdf_with(b"/Encrypt 3 0 R"), "“加密.pdf”设有密码或者限制，请取消密码后重新上传。"),
    (
        "炸弹.pdf",
        make.pdf_with_stream(b"/X 1", b"\x00" * (97 * 1024 * 1024)),
        "“炸弹.pdf”展开后过大，不像正常的文件，请用“打印为PDF”重新生成后上传。",
    ),
    ("半截.pdf", make.pdf()[:-20], "“半截.pdf”已损坏，可能没有传完整，请在电脑上确认能够打开后重新上传。"),
    ("前带.pdf", b"\x00<html>" + make.pdf(), "“前带.pdf”在PDF内容之前夹带了其他内容，请用“打印为PDF”重新生成后上传。"),
    ("后带.pdf", make.pdf() + b"PK\x03\x04x", "“后带.pdf”在PDF内容之后夹带了其他内容，请用“打印为PDF”重新生成后上传。"),
    (
        "巨图.jpg",
        make.jpeg(width=60000, height=60000),
        "“巨图.jpg”有360000万像素，超过6400万像素的上限，请缩小图片后重新上传。",
    ),
    (
        "巨图.png",
        make.png(width=60000, height=60000, rows=1),
        "“巨图.png”有360000万像素，超过6400万像素的上限，请缩小图片后重新上传。",
    ),
    ("多行.png", make.png(rows=400), "“多行.png”已损坏，可能没有传完整，请在电脑上确认能够打开后重新上传。"),
    ("半截.png", make.png()[:-10], "“半截.png”已损坏，可能没有传完整，请在电脑上确认能够打开后重新上传。"),
    ("半截.jpg", make.jpeg()[:-6], "“半截.jpg”已损坏，可能没有传完整，请在电脑上确认能够打开后重新上传。"),
    (
        "公式.csv",
        "姓名,备注\n林示例,=cmd|'/C calc'!A0\n".encode(),
        "“公式.csv”含有会启动其他程序的公式，请删除以“=”等符号开头的单元格后重新上传。",
    ),
]
CHART = make.with_parts(WORD, {"word/embeddings/book.xlsx": EXCEL})
LINKED = make.with_relation(WORD, "hyperlink", "http://jyt.example/")
ACCEPTED = [
    ("方案.docx", WORD, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("图表.docx", CHART, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("链接.docx", LINKED, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("名单.XLSX", EXCEL, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("汇报.pptx", make.slides(), "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("旧稿.doc", make.ole("WordDocument", "1Table"), "doc", "application/msword"),
    ("旧稿.wps", make.ole("WordDocument"), "doc", "application/msword"),
    ("旧表.xls", make.ole("Workbook"), "xls", "application/vnd.ms-excel"),
    ("旧表.et", make.ole("Book"), "xls", "application/vnd.ms-excel"),
    ("旧汇报.ppt", make.ole("PowerPoint Document"), "ppt", "application/vnd.ms-powerpoint"),
    ("证明.pdf", make.pdf(), "pdf", "application/pdf"),
    ("说明.txt", "BMI：按规定公开，2<3。".encode(), "txt", "text/plain"),
    ("说明.txt", "按规定公开".encode("gb18030"), "txt", "text/plain"),
    ("名单.csv", "\ufeff姓名,人数\n甲,-5\n".encode(), "csv", "text/csv"),
    ("名单.csv", "姓名\t人数\n".encode("utf-16"), "csv", "text/csv"),
]


@pytest.mark.parametrize(
    ("name", "data", "sentence"), REFUSALS, ids=[f"{i}-{row[0]}" for i, row in enumerate(REFUSALS)]
)
def test_a_bad_file_is_refused_with_its_sentence(name: str, data: bytes, sentence: str) -> None:
    verdict = check_upload(name, data)

    assert not isinstance(verdict, Judged)
    assert (bool(verdict), verdict.reason) == (False, sentence)


@pytest.mark.parametrize(("name", "data", "kind", "media_type"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_a_good_file_is_kept_as_it_is(name: str, data: bytes, kind: str, media_type: str) -> None:
    assert check_upload(name, data) == Judged(kind, media_type, name, data)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\总结.pdf", "总结.pdf"),
        ("总\u202e结\u200b.pdf", "总结.pdf"),
        ("总结\r\n.pdf", "总结.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("总结", "总结.pdf"),
        ("字" * 300 + ".pdf", "字" * 58 + ".pdf"),
    ],
)
def test_a_dangerous_name_is_mended_and_it_is_said(name: str, kept: str) -> None:
    data = make.pdf()

    assert check_upload(name, data) == Judged("pdf", "application/pdf", kept, data, (f"文件名已改为“{kept}”。",))


def drawn(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def taken(name: str, data: bytes) -> Judged:
    judged = check_upload(name, data)
    assert isinstance(judged, Judged)
    return judged


def test_a_photograph_loses_place_device_and_what_hangs_on_behind_and_is_turned_upright() -> None:
    comment = make.segment(0xFE, b"<script>")
    photo = make.jpeg(extra=make.exif(6) + comment, behind=b"PK\x03\x04hidden")

    judged = taken("现场.jpg", photo)

    picture = drawn(judged.data)
    assert (judged.kind, judged.media_type, judged.safe_name) == ("jpg", "image/jpeg", "现场.jpg")
    assert judged.notes == ("已去除图片中的拍摄地点、设备等附带信息。",)
    assert (picture.size, dict(picture.getexif())) == ((16, 32), {})
    assert [word in judged.data for word in (b"GPS", b"script", b"hidden", b"Exif")] == [False] * 4


def test_an_upright_photograph_keeps_every_pixel_and_comes_out_the_same_twice() -> None:
    first = taken("现场.jpg", make.jpeg())
    second = taken("现场.jpg", first.data)

    assert drawn(first.data).tobytes() == drawn(make.jpeg()).tobytes()
    assert (second.data, first.notes) == (first.data, ("图片已重新编码，画面不变。",))


def test_a_png_loses_its_words_and_what_hangs_on_behind() -> None:
    words = make.chunk(b"tEXt", b"Comment\x00<script>") + make.chunk(b"eXIf", b"MM\x00*")

    judged = taken("图.png", make.png(extra=words, behind=b"<html>"))

    assert judged.notes == ("已去除图片中的拍摄地点、设备等附带信息。",)
    assert drawn(judged.data).tobytes() == drawn(make.png()).tobytes()
    assert [word in judged.data for word in (b"script", b"eXIf", b"html")] == [False] * 3


def test_the_limit_is_exact() -> None:
    text = b"a" * 100

    assert check_upload("a.txt", text, largest=100) == Judged("txt", "text/plain", "a.txt", text)
    assert not check_upload("a.txt", text, largest=99)


@given(st.sampled_from([make.pdf(), make.png(), make.jpeg(), make.ole("Workbook"), make.slides()]), st.data())
def test_damage_anywhere_is_judged_and_never_an_error(good: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(good) - 1))
    bad = (
        good[:place]
        + bytes([data.draw(st.integers(0, 255))])
        + good[place + 1 : data.draw(st.integers(place, len(good)))]
    )

    verdict = check_upload("文件", bad)

    assert isinstance(verdict, Judged) or verdict.reason.startswith("“文件”")


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_are_judged_and_never_an_error(data: bytes, name: str) -> None:
    verdict = check_upload(name, data)

    assert isinstance(verdict, Judged) or verdict.reason.endswith("。")
