"""Styles, fonts and pages of an official paper in Word, after GB/T 9704-2012.

The fonts are licensed: they are named, never shipped. ``fontTable.xml`` tells Word and WPS what to take where one is not installed.
Type sizes: 2号 22, 3号 16, 4号 14, 小四 12, 五号 10.5 points.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from shouwei.ground.documents.official.sheet import Json

TITLE_FONT = "方正小标宋简体"
BODY_FONT = "仿宋_GB2312"
HEI_FONT = "黑体"
KAI_FONT = "楷体_GB2312"
SONG_FONT = "宋体"
LATIN_FONT = "Times New Roman"
LINE_PITCH = 28.95  # points: 22 lines to 225 mm
SQUEEZE = -5  # twentieths of a point between characters of 3号: 28 of them to 156 mm
SUBSTITUTES = {
    TITLE_FONT: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC,Noto Serif SC",
    BODY_FONT: "仿宋,FangSong,华文仿宋,STFangsong,方正仿宋_GBK,Noto Serif CJK SC,Noto Serif SC",
    KAI_FONT: "楷体,KaiTi,华文楷体,STKaiti,方正楷体_GBK,Noto Serif CJK SC,Noto Serif SC",
    HEI_FONT: "SimHei,方正黑体_GBK,微软雅黑,Noto Sans CJK SC,Noto Sans SC",
    SONG_FONT: "SimSun,华文宋体,STSong,方正书宋_GBK,Noto Serif CJK SC,Noto Serif SC",
}
HEADING_FONTS = (HEI_FONT, KAI_FONT, BODY_FONT, BODY_FONT)
STYLES: dict[str, tuple[str, float]] = {
    # name: font, size in points
    "公文标题": (TITLE_FONT, 22),
    "公文正文": (BODY_FONT, 16),
    "公文主送": (BODY_FONT, 16),
    "公文红头": (TITLE_FONT, 46),
    "公文字号": (BODY_FONT, 16),
    "公文附件标识": (HEI_FONT, 16),
    "公文落款": (BODY_FONT, 16),
    "公文表题": (HEI_FONT, 14),
    "公文表头": (HEI_FONT, 12),
    "公文表文": (BODY_FONT, 12),
    "公文表注": (BODY_FONT, 10.5),
    "公文版记": (BODY_FONT, 14),
    "公文页码": (SONG_FONT, 14),
    "公文页脚": (SONG_FONT, 9),
}
PARAGRAPH_ORDER = (
    *(
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
        "pBdr",
    ),
    *("shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE"),
    *("autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
    *("suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle"),
    *("rPr", "sectPr", "pPrChange"),
)
TIGHT = frozenset({"公文表题", "公文表头", "公文表文", "公文表注", "公文版记", "公文页码", "公文页脚", "公文红头"})


def style_id(name: str) -> str:
    """An ASCII id for one of ``STYLES``."""
    return f"Official{list(STYLES).index(name) + 1:02d}"


def element(tag: str, **attributes: str | int) -> BaseOxmlElement:
    """``element("w:jc", val="center")``: every attribute in the word-processing namespace."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def prepare(document: Document, sheet: Json) -> None:
    """Styles, settings, font substitutes and properties; the page comes with each part."""
    _defaults(document)
    for name, (font, size) in STYLES.items():
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(made, ParagraphStyle)
        made.element.set(qn("w:styleId"), style_id(name))
        made.base_style = document.styles["Normal"]
        _shape(made, font, size, line=0 if name in TIGHT else 35 if name == "公文标题" else LINE_PITCH)
    for level, font in enumerate(HEADING_FONTS, 1):
        heading = document.styles[f"Heading {level}"]
        assert isinstance(heading, ParagraphStyle)
        _reset(heading)
        _shape(heading, font, 16, line=LINE_PITCH)
        indent_first(heading.element.get_or_add_pPr())
        heading.paragraph_format.keep_with_next = True
    indent_first(document.styles["公文正文"].element.get_or_add_pPr())
    for name in ("公文正文", "公文主送", *(f"Heading {level}" for level in range(1, len(HEADING_FONTS) + 1))):
        _squeeze(document.styles[name].element.get_or_add_rPr())
    _settings(document)
    _substitutes(document)
    _properties(document, sheet)


def _squeeze(properties: BaseOxmlElement) -> None:
    """28 characters to the line. In the style and not in the grid: a grid of characters is read differently by each office program."""
    size = properties.find(qn("w:sz"))
    at = len(properties) if size is None else list(properties).index(size)
    properties.insert(at, element("w:spacing", val=SQUEEZE))


def indent_first(properties: BaseOxmlElement) -> None:
    """Two characters, in the unit that follows the size of the type."""
    for old in properties.findall(qn("w:ind")):
        properties.remove(old)
    properties._insert_ind(element("w:ind", firstLineChars=200, firstLine=640))


def set_page(section: Section, page: Json) -> None:
    landscape = page["width"] > page["height"]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    section.header_distance, section.footer_distance = Mm(15), Mm(17 if page["is_a4"] else 9)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("w:docGrid", type="lines", linePitch=579))


def in_schema_order(root: BaseOxmlElement) -> None:
    """Sort the properties of every paragraph under ``root`` as ECMA-376 part 1, 17.3.1.26 lists them; Word insists on it."""
    for properties in root.iter(qn("w:pPr")):
        children = sorted(properties, key=lambda child: PARAGRAPH_ORDER.index(str(child.tag).rpartition("}")[2]))
        properties[:] = children


def fonts_of(font: str) -> BaseOxmlElement:
    """The hint keeps Chinese quotation marks and dashes in the Chinese font."""
    return element("w:rFonts", hint="eastAsia", ascii=LATIN_FONT, hAnsi=LATIN_FONT, cs=LATIN_FONT, eastAsia=font)


def _defaults(document: Document) -> None:
    root = document.styles.element
    run = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert run is not None
    for child in list(run):
        run.remove(child)
    run.append(fonts_of(BODY_FONT))
    run.append(element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    paragraph = root.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}")
    assert paragraph is not None
    for child in list(paragraph):
        paragraph.remove(child)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _shape(normal, BODY_FONT, 16, line=LINE_PITCH)
    properties = normal.element.get_or_add_pPr()
    for tag in ("w:autoSpaceDE", "w:autoSpaceDN"):
        properties.append(element(tag, val=0))


def _reset(style: ParagraphStyle) -> None:
    """Drop the colours, sizes and spaces the template gave to a heading, keep its level."""
    run = style.element.get_or_add_rPr()
    for child in list(run):
        run.remove(child)
    properties = style.element.get_or_add_pPr()
    for tag in ("w:spacing", "w:contextualSpacing"):
        for child in properties.findall(qn(tag)):
            properties.remove(child)


def _shape(style: ParagraphStyle, font: str, size: float, *, line: float) -> None:
    """``line`` in points, 0 for single."""
    style.font.size = Pt(size)
    run = style.element.get_or_add_rPr()
    for old in run.findall(qn("w:rFonts")):
        run.remove(old)
    run.insert(0, fonts_of(font))
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(0), Pt(0)
    form.line_spacing = Pt(line) if line else 1.0
    form.widow_control = False
    if not line:
        style.element.get_or_add_pPr().append(element("w:snapToGrid", val=0))


def _settings(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compatibility = element("w:compat")
    uri = "http://schemas.microsoft.com/office/word"
    compatibility.append(element("w:compatSetting", name="compatibilityMode", uri=uri, val=15))
    after = settings.find(qn("w:rsids"))
    settings.append(compatibility) if after is None else after.addprevious(compatibility)


def _substitutes(document: Document) -> None:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, others in SUBSTITUTES.items()
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{nsmap["w"]}">{fonts}</w:fonts>'
    part = next(part for part in document.part.package.iter_parts() if str(part.partname) == "/word/fontTable.xml")
    assert isinstance(part, Part)
    part._blob = xml.encode()


def _properties(document: Document, sheet: Json) -> None:
    """Dates of the paper, not of the printing, so that the same paper gives the same file."""
    moment = datetime.combine(date.fromisoformat(sheet["made_on"]), time(), tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.author = sheet["title"][:255], sheet["issuer"][:255]
    properties.last_modified_by, properties.subject = sheet["issuer"][:255], sheet["kind"][:255]
    properties.comments, properties.keywords = sheet["facts"][:255], ""
    properties.created, properties.modified, properties.revision = moment, moment, 1
    properties.language = "zh-CN"
