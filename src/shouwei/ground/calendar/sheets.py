"""The holiday table as people keep it in Excel."""

from __future__ import annotations

from shouwei.core.sheets import Column, Kind, Sheet, register
from shouwei.core.sheets.table import Table

from .models import Holiday
from .permissions import KEYS

WORKED = {"休": False, "放假": False, "班": True, "上班": True, "调休上班": True}

HOLIDAYS = register(
    Sheet(
        noun="calendar.holidays",
        title="节假日",
        columns=(
            Column("day", "日期", Kind.DATE, required=True, example="2026年10月1日", width=16),
            Column("name", "名称", required=True, longest=50, example="国庆节", width=16),
            Column(
                "is_worked",
                "休或班",
                Kind.CHOICE,
                required=True,
                choices=WORKED,
                example="休",
                note="调休上班的周末填“班”。",
            ),
            Column("source", "依据", longest=100, example="国办发明电〔2025〕7号", width=30),
        ),
        key=("day",),
        store=Table(Holiday, key=("day",)),
        opens=lambda identity: KEYS.holds(identity, "import_holidays"),
        notes=("只写与平常周历不同的日子：放假的工作日，和调休上班的周末。",),
        list_url="calendar:holidays",
    )
)
