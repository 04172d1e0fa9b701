"""A county typed by code, name or pinyin, as people know it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from shouwei.core.clock import today
from shouwei.ground.catalogues.code_field import CodeField
from shouwei.ground.catalogues.queries import edition_on, find, search
from shouwei.ground.catalogues.rules.shapes import Catalogue

COUNTY_DIGITS = 6


class CountyField(CodeField):
    """Cleans to six digits. Where no list of regions has been entered, six digits are taken as they are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Catalogue.REGIONS, **kwargs)

    def clean(self, value: object) -> str:
        text = str(value or "").strip()
        if not text or not text[:1].isdecimal():
            return self._named(text)
        code = text.split()[0]
        if edition_on(Catalogue.REGIONS, today()) is None and len(code) == COUNTY_DIGITS and code.isdecimal():
            return code
        return super().clean(value)

    def _named(self, text: str) -> str:
        """The county of exactly this name, where there is but one."""
        if not text:
            return str(super(CodeField, self).clean(text))
        found = search(text, on=today(), catalogues=(Catalogue.REGIONS,))
        exact = [record for record in found if record.name == text and not record.code.endswith("00")]
        if len(exact) == 1:
            return exact[0].code
        many = f"有{len(exact)}个县（市、区）叫“{text}”，" if exact else f"没有找到“{text[:20]}”，"
        raise ValidationError(f"{many}请从提示中选取，或填写六位行政区划代码。")


def county_label(code: str) -> str:
    """``340811 宜秀区`` for a form that is opened again."""
    found = find(Catalogue.REGIONS, code, on=today()) if code else None
    return found.label if found else code
