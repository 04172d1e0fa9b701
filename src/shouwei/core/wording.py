"""What a form says when a field is not as it should be: one Chinese wording for the whole house, in place of Django's own.

Every sentence names the field and the remedy. A field that brings its own ``error_messages`` keeps them: they know more.
Installed once, when the house starts; forms need do nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.forms import BaseForm
from django.utils.functional import Promise

from .text import may_be_shown

Sentence = Callable[[str, Mapping[str, Any]], str]
"""Label of the field and the figures of the error → the sentence."""

CHOOSING = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)
INVALID: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DateTimeField, "请按“年-月-日 时:分”填写，如2019-12-31 14:00"),
    (forms.DateField, "不是有效日期，请按“年-月-日”填写，如2019-12-31"),
    (forms.TimeField, "不是有效时间，请按“时:分”填写，如14:00"),
    (forms.DecimalField, "须为数字，请只填写数字，不带单位"),
    (forms.IntegerField, "须为整数，请只填写数字，不带小数和单位"),
    (forms.EmailField, "不是有效的电子邮箱，请核对，如name@example.cn"),
    (forms.URLField, "不是有效的网址，请以https://开头完整填写"),
    (forms.FileField, "没有收到，请重新选择后再提交"),
)
SENTENCES: dict[str, Sentence] = {
    "max_length": lambda label, more: (
        f"{label}最多{more['limit_value']}字，现在{more['show_value']}字，"
        f"请删减{more['show_value'] - more['limit_value']}字。"
    ),
    "min_length": lambda label, more: f"{label}至少{more['limit_value']}字，现在{more['show_value']}字，请补充。",
    "max_value": lambda label, more: f"{label}不能大于{more['limit_value']}，请改小。",
    "min_value": lambda label, more: f"{label}不能小于{more['limit_value']}，请改大。",
    "step_size": lambda label, more: f"{label}须为{more['limit_value']}的整数倍，请更正。",
    "max_digits": lambda label, more: f"{label}最多{more['max']}位数字，请更正。",
    "max_decimal_places": lambda label, more: f"{label}最多{more['max']}位小数，请更正。",
    "max_whole_digits": lambda label, more: f"{label}整数部分最多{more['max']}位，请更正。",
    "invalid_choice": lambda label, _: f"{label}所选的一项不在可选范围内，可能刚被改动，请重新选择。",
    "invalid_list": lambda label, _: f"{label}没有收到完整的选择，请重新选择。",
    "invalid_pk_value": lambda label, _: f"{label}所选的一项不在可选范围内，请重新选择。",
    "null_characters_not_allowed": lambda label, _: f"{label}中有看不见的控制字符，请删去后重新填写。",
    "missing": lambda label, _: f"{label}没有收到，请重新选择后再提交。",
    "empty": lambda label, _: f"{label}是空文件，请检查后重新选择。",
    "contradiction": lambda label, _: f"{label}既选了文件又选了清除，请只选一项。",
    "invalid_image": lambda label, _: f"{label}不是可以打开的图片，请换一张.jpg或.png图片。",
}


def sentence_for(field: forms.Field, label: str, error: ValidationError) -> str | None:
    """The house's sentence, or None where Django's words are not Django's own or nothing better is known."""
    if not isinstance(error.message, Promise):
        return None
    if error.code == "required":
        if isinstance(field, forms.BooleanField):
            return f"请勾选“{label}”。"
        return f"{'请选择' if isinstance(field, CHOOSING) else '请填写'}{label}。"
    if error.code == "invalid":
        return next(
            (f"{label}{words}。" for kind, words in INVALID if isinstance(field, kind)), f"{label}填写有误，请更正。"
        )
    found = SENTENCES.get(error.code or "")
    params: Mapping[str, Any] = error.params if isinstance(error.params, Mapping) else {}
    return found(label, params) if found else None


def refuse_unseen(value: str) -> None:
    """A validator of every text field: control characters, and those that turn the direction of reading, stay out."""
    if isinstance(value, str) and not (verdict := may_be_shown(value)):
        raise ValidationError(verdict.reason, code="unseen")


def install() -> None:
    """Called once by the app; forms are made afterwards."""
    as_django_says = BaseForm.add_error
    if getattr(as_django_says, "is_ours", False):
        return

    def add_error(self: BaseForm, field: str | None, error: Any) -> None:
        if field is not None and isinstance(error, ValidationError) and not hasattr(error, "error_dict"):
            bound = self[field]
            error = ValidationError([_in_our_words(bound.field, str(bound.label), one) for one in error.error_list])
        as_django_says(self, field, error)

    add_error.is_ours = True  # type: ignore[attr-defined]  # read above
    BaseForm.add_error = add_error  # type: ignore[method-assign]  # the one place all errors of fields pass
    forms.CharField.default_validators = [refuse_unseen]


def _in_our_words(field: forms.Field, label: str, error: ValidationError) -> ValidationError:
    sentence = sentence_for(field, label, error)
    return error if sentence is None else ValidationError(sentence, code=error.code)
