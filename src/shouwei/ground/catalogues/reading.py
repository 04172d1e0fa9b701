"""Official tables from a file: .xlsx and .csv as lines of cells. Runs in the limited child process of the documents room."""

from __future__ import annotations

import csv
import hashlib
import io

from shouwei.ground.documents.reading.child import in_child
from shouwei.ground.documents.reading.document import Paragraph, Table, Unreadable
from shouwei.ground.documents.reading.read import read_document
from shouwei.ground.documents.reading.text import decoded

MOST_LINES = 20_000


def lines_of_upload(data: bytes, name: str) -> list[list[str]]:
    """The lines of the first sheet or of the text file, from its first line. Raises ``Unreadable`` with a sentence."""
    if not name.lower().endswith((".csv", ".xlsx", ".txt", ".tsv")):
        raise Unreadable("请上传.csv或.xlsx文件；旧版.xls请用Excel或WPS另存为.xlsx。")
    lines: list[list[str]] = in_child(lines_json, data, name)
    return lines


def lines_json(data: bytes, name: str) -> list[list[str]]:
    """The work of the child."""
    if name.lower().endswith(".xlsx"):
        return _from_sheet(data, name)
    return _from_text(data)


def _from_text(data: bytes) -> list[list[str]]:
    text, _ = decoded(data)
    first = text.lstrip().split("\n", 1)[0]
    separator = "\t" if first.count("\t") > first.count(",") else ","
    lines = []
    for line in csv.reader(io.StringIO(text), delimiter=separator):
        lines.append(line)
        if len(lines) > MOST_LINES:
            raise Unreadable(f"表格超过{MOST_LINES}行的上限，不像一份代码表。")
    return lines


def _from_sheet(data: bytes, name: str) -> list[list[str]]:
    lines: list[list[str]] = []
    for block in read_document(data, name).blocks:
        if isinstance(block, Paragraph):
            lines.append([block.text])
        elif isinstance(block, Table):
            lines += [[cell.text for cell in row] for row in block.rows]
            break
    return lines


def checksum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
