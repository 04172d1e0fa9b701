"""What schools keep in Excel: their programmes."""

from __future__ import annotations

from typing import Any

from shouwei.core.sheets import Column, Context, Kind, Sheet, register
from shouwei.core.sheets.table import Table
from shouwei.ground.learners.models import Level
from shouwei.ground.organisations.models import Organisation

from .models import Category, Programme
from .permissions import KEYS


def _schools(context: Context) -> dict[str, Any]:
    schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)
    if "all" not in KEYS.rows["import_programmes"].cells.get(context.by.role, ()):
        schools = schools.filter(pk=context.by.organisation_id)
    named = {}
    for pk, name, short in schools.values_list("pk", "name", "short_name"):
        named[name] = pk
        if short:
            named[short] = pk
    return named


def _clusters(context: Context) -> dict[str, Any]:
    rows = Category.objects.filter(scheme=Category.Scheme.CLUSTER).values_list("name", "pk")
    return dict(rows)


KEY = ("school", "level", "specialty_code", "catalogue_edition", "direction")
PROGRAMMES = register(
    Sheet(
        noun="programmes.programmes",
        title="专业点",
        columns=(
            Column("school", "学校", Kind.CHOICE, required=True, among=_schools, aliases=("学校名称",)),
            Column(
                "level",
                "层次",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in Level.choices},
                example="中职",
            ),
            Column("specialty_code", "专业代码", Kind.CODE, required=True, longest=8, example="700206"),
            Column("specialty_name", "专业名称", required=True, longest=60, example="新能源汽车运用与维修"),
            Column("catalogue_edition", "专业目录版本", required=True, longest=20, example="2021"),
            Column("direction", "专业方向", longest=60),
            Column("cluster", "专业群", Kind.CHOICE, among=_clusters),
        ),
        key=KEY,
        store=Table(
            Programme,
            KEY,
            fields={"school": "school_id", "cluster": "cluster_id"},
            within=lambda context: KEYS.within(context.by, "import_programmes", Programme.objects.all()),
        ),
        opens=lambda identity: KEYS.holds(identity, "import_programmes"),
        notes=("一行一个专业点；同一专业的不同方向各占一行。", "年度状态（备案、招生、停招）在专业点页面登记依据。"),
        list_url="programmes:programmes",
    )
)
