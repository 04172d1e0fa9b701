"""The codes of an edition as they can be taken along."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from shouwei.core.keys import Identity
from shouwei.core.listings import Asked, Listing, Out, register

from .models import Code, Edition
from .permissions import KEYS
from .rules.shapes import LABELS


def editions(identity: Identity) -> QuerySet[Edition]:
    """Published ones for everybody who reads catalogues, drafts for those who see drafts."""
    rows = KEYS.within(identity, "view_catalogues", Edition.objects.all())
    return rows if KEYS.holds(identity, "view_editions") else rows.filter(Q(state=Edition.State.PUBLISHED))


def edition_of(asked: Asked) -> Edition | None:
    return editions(asked.identity).filter(pk=asked.pk).first() if asked.pk else None


def rows(asked: Asked) -> QuerySet[Code]:
    edition = edition_of(asked)
    found = Code.objects.filter(edition=edition) if edition else Code.objects.none()
    return found.defer("pieces").order_by("code", "pk")


def page_of(asked: Asked) -> str:
    edition = edition_of(asked)
    return (
        f"{reverse('catalogues:browse', args=[edition.catalogue])}?edition={edition.pk}"
        if edition
        else reverse("catalogues:home")
    )


CODES = register(
    Listing(
        name="catalogues.codes",
        title="目录代码",
        columns=(
            Out("代码", lambda row: row.code, width=14),
            Out("名称", lambda row: row.name, width=40),
            Out("层次", lambda row: row.level),
            Out("上级代码", lambda row: row.parent, width=14),
            Out("标识", lambda row: row.mark),
            Out("启用", lambda row: row.valid_from, width=14),
            Out("停用", lambda row: row.valid_until, width=14),
        ),
        rows=rows,
        opens=lambda identity: KEYS.holds(identity, "view_catalogues"),
        url=page_of,
        per=lambda asked: f"{LABELS[edition.catalogue]}（{edition.name}） " if (edition := edition_of(asked)) else "",
    )
)
