"""File names made safe, and no worse than they were."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwei.ground.documents.rules.names import LONGEST, RESERVED, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("实训基地 建设方案.docx", "实训基地 建设方案.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\用户\\报告.pdf", "报告.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("一\r\n二\x00.txt", "一二.txt"),
        ('甲:乙*丙?"丁".xlsx', "甲_乙_丙__丁_.xlsx"),
        ("CON.txt", "_CON.txt"),
        ("com1", "_com1"),
        ("nul.表.xlsx", "_nul.表.xlsx"),
        (".隐藏", "隐藏"),
        ("报告.pdf. . ", "报告.pdf"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("", "未命名"),
        ("..", "未命名"),
        ("字" * 100 + ".docx", "字" * 58 + ".docx"),
        ("第1.2节 说明文字很长很长很长很长", "第1.2节 说明文字很长很长很长很长"),
    ],
)
def test_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_any_name_becomes_safe_and_stays_so(name: str) -> None:
    safe = safe_name(name)

    assert safe
    assert len(safe.encode()) <= LONGEST + len("未命名".encode())
    assert not set(safe) & set('<>:"/\\|?*')
    assert safe not in {".", ".."}
    assert safe.split(".")[0].casefold() not in RESERVED
    assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in safe)
    assert safe_name(safe) == safe
