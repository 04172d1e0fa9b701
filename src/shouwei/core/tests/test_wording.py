"""What forms say: every sentence names the field and the remedy; characters nobody can see stay out."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from shouwei.core.text import UNSEEN, may_be_shown, without_unseen


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (forms.CharField(label="标题"), "", "请填写标题。"),
        (forms.CharField(label="标题", max_length=3), "一二三四五", "标题最多3字，现在5字，请删减2字。"),
        (forms.CharField(label="标题", min_length=3), "一", "标题至少3字，现在1字，请补充。"),
        (forms.CharField(label="标题", error_messages={"required": "标题决定卷宗名。"}), "", "标题决定卷宗名。"),
        (forms.ChoiceField(label="类别", choices=[("a", "甲")]), "", "请选择类别。"),
        (
            forms.ChoiceField(label="类别", choices=[("a", "甲")]),
            "z",
            "类别所选的一项不在可选范围内，可能刚被改动，请重新选择。",
        ),
        (forms.BooleanField(label="已核对"), "", "请勾选“已核对”。"),
        (forms.DateField(label="日期"), "2019-02-30", "日期不是有效日期，请按“年-月-日”填写，如2019-12-31。"),
        (forms.IntegerField(label="人数"), "三", "人数须为整数，请只填写数字，不带小数和单位。"),
        (forms.DecimalField(label="金额"), "三", "金额须为数字，请只填写数字，不带单位。"),
        (forms.DecimalField(label="金额", max_digits=4, decimal_places=2), "1.234", "金额最多2位小数，请更正。"),
        (forms.IntegerField(label="人数", min_value=1), "0", "人数不能小于1，请改大。"),
        (forms.IntegerField(label="人数", max_value=9), "10", "人数不能大于9，请改小。"),
        (forms.EmailField(label="邮箱"), "x", "邮箱不是有效的电子邮箱，请核对，如name@example.cn。"),
        (
            forms.CharField(label="标题"),
            "报告\u202efdp",
            "“报告fdp”处有看不见的控制字符（U+202E），多由复制带入，请删去这几个字后重新输入。",
        ),
    ],
)
def test_a_field_says_what_is_wrong_and_what_to_do(field: forms.Field, value: Any, sentence: str) -> None:
    form = type("Some", (forms.Form,), {"some": field})({"some": value})

    assert form.errors == {"some": [sentence]}


def test_an_empty_file_is_named() -> None:
    form = type("Some", (forms.Form,), {"paper": forms.FileField(label="方案文件")})(
        {}, {"paper": SimpleUploadedFile("空.txt", b"")}
    )

    assert form.errors == {"paper": ["方案文件是空文件，请检查后重新选择。"]}


def test_lines_and_tabs_are_text() -> None:
    assert may_be_shown("第一行\r\n第二行\t列")


@given(st.text())
def test_what_is_left_may_be_shown(text: str) -> None:
    left = without_unseen(text)

    assert (bool(may_be_shown(left)), [c for c in text if not UNSEEN.match(c)]) == (True, list(left))
