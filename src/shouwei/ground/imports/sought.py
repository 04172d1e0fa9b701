"""Imports by table and file name, as the search box finds them."""

from shouwei.core.finding import Findable, register

from .models import Import
from .permissions import KEYS

IMPORTS = register(
    Findable(
        "导入",
        Import,
        keys=KEYS,
        action="view_import",
        label="file_name",
        detail="title",
        organisation="uploaded_by__organisation__name",
        state="state",
        states=dict(Import.State.choices),
        url="imports:batch",
        order=8,
    )
)
