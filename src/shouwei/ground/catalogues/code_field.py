"""A form field for one code of a list: typing a name, digits or pinyin offers codes; without scripts a link leads to the search.

``specialty = CodeField(Catalogue.SPECIALTIES, label="专业")`` cleans to the bare code, or refuses what the list of today lacks.
Rooms below this one, which may not import it, write the same attributes on a plain input: see ``attributes_of``.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from shouwei.core.clock import today

from .queries import find
from .rules.shapes import LABELS, Catalogue


def attributes_of(catalogue: str) -> dict[str, Any]:
    """What ``core/static/shouwei/js/codes.js`` looks for."""
    return {"data-codes": reverse_lazy("catalogues:suggest", args=[catalogue]), "autocomplete": "off", "maxlength": 80}


class CodeField(forms.CharField):
    def __init__(self, catalogue: Catalogue, **kwargs: Any) -> None:
        self.catalogue = catalogue
        kwargs.setdefault("help_text", f"可输入代码、名称或拼音首字母，从{LABELS[catalogue]}中选取。")
        super().__init__(widget=forms.TextInput(attrs=attributes_of(catalogue)), max_length=80, **kwargs)

    def clean(self, value: object) -> str:
        text = str(super().clean(value) or "").strip()
        if not text:
            return ""
        code = text.split()[0].upper()
        if find(self.catalogue, code, on=today()) is None:
            raise ValidationError(
                f"{LABELS[self.catalogue]}中没有代码“{code[:20]}”。请从提示中选取，或到“目录”页查找。"
            )
        return code
