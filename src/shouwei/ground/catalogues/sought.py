"""Codes of published lists by name, code and pinyin, as the search box finds them."""

from django.db.models import Value

from shouwei.core.finding import Findable, register, together

from .models import Code, Edition
from .permissions import KEYS
from .rules.shapes import LABELS

CODES = register(
    Findable(
        "目录代码",
        Code,
        keys=KEYS,
        action="view_catalogues",
        rows=lambda: Code.objects.filter(edition__state=Edition.State.PUBLISHED),
        label=together("code", Value(" "), "name"),
        detail="edition__catalogue",
        details={str(catalogue): label for catalogue, label in LABELS.items()},
        organisation="edition__name",
        url="catalogues:search",
        target=None,
        parameters=lambda label, typed: {"q": typed},
        order=7,
    )
)
