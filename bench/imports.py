"""What importing a roster costs, beside a bare COPY of the same rows: ./run bench imports [--rows N] [--json FILE].

The import is the product's own: upload, check for the preview, confirm, then one pass that reads, checks and stores. That pass is
the figure, by the clock and in CPU seconds of all that works (our process, the reading child, the server's backends); beside other
work only the latter means anything. The COPY gets the very rows the import stored, ready in memory as Python tuples, through psycopg: once into the same
table, emptied, with its indexes and constraints, and once into a table that has neither.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.house import TODAY, _database, cpu_of  # found through the line above

from shouwei.config.installation import data_folder, environment
from shouwei.config.supervisor import prepare
from shouwei.core.sheets.cells import CHECKS, WEIGHTS

SEED = 20261120
GOAL = 1 / 3
FAST = 15_000
HEADINGS = ("学校", "学号", "姓名", "性别", "出生日期", "身份证号", "手机号", "层次", "专业代码", "专业名称", "专业目录版本", "班级", "年级", "入学日期", "生源类别")  # fmt: skip
SPECIALTIES = (
    ("700206", "汽车运用与维修"),
    ("660301", "机电技术应用"),
    ("720301", "护理"),
    ("730701", "电子商务"),
)
SCHOOL = "示例职业学校"


def roster(count: int) -> list[tuple[Any, ...]]:
    """Invented students: right check digits, no real person, no number twice up to 100,000."""
    chance = random.Random(SEED)  # noqa: S311 - invented rows
    rows = []
    for number in range(1, count + 1):
        born = date(2009, 1, 1) + timedelta(days=number // 1000 * 7 + chance.randrange(7))
        first = f"340811{born:%Y%m%d}{number % 1000:03d}"
        check = CHECKS[sum(w * int(d) for w, d in zip(WEIGHTS, first, strict=True)) % 11]
        name = chance.choice("赵钱孙李周吴郑王") + "示例" + chance.choice("甲乙丙丁戊己庚辛")
        code, specialty = chance.choice(SPECIALTIES)
        rows.append((SCHOOL, f"2025{number:07d}", name, chance.choice("男女"), born, first + check, f"139{number:08d}", "中职", code, specialty, "2021", f"{specialty[:2]}{2500 + chance.randrange(40)}", 2025, date(2025, 9, 1), "应届初中"))  # fmt: skip
    return rows


def workbook(rows: list[tuple[Any, ...]]) -> bytes:
    """As Excel saves it: texts shared, days as days."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, day = book.add_worksheet("学生名册"), book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, HEADINGS)
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(line, place, value, day)
            elif isinstance(value, int):
                page.write_number(line, place, value)
            else:
                page.write_string(line, place, value)
    book.close()
    return out.getvalue()


class Spent:
    """CPU seconds since it was made: this process, its children that have ended, and the server's backends that are still there."""

    def __init__(self) -> None:
        self.before = self._now()

    def parts(self) -> dict[str, float]:
        return {name: round(now - self.before.get(name, 0), 2) for name, now in self._now().items()}

    def all(self) -> float:
        return sum(self.parts().values())

    @staticmethod
    def _now() -> dict[str, float]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            pids = [pid for (pid,) in cursor.fetchall()]
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return {
            "ours": time.process_time(),
            "reader": children.ru_utime + children.ru_stime,
            "database": sum(cpu_of(pid) for pid in pids),
        }


class Phases:
    """Seconds between the words the work says of itself."""

    def __init__(self) -> None:
        self.marks: list[tuple[str, float]] = []

    def hear(self, phase: str) -> None:
        if not self.marks or self.marks[-1][0] != phase:
            self.marks.append((phase, time.perf_counter()))

    def told(self, began: float, ended: float) -> dict[str, float]:
        starts = [began, *(at for _, at in self.marks[1:])]
        ends = [*(at for _, at in self.marks[1:]), ended]
        return {name: round(b - a, 3) for (name, _), a, b in zip(self.marks, starts, ends, strict=True)}


def measured(count: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.urls import get_resolver

    from shouwei.core.sheets import SHEETS
    from shouwei.ground.imports.models import Import
    from shouwei.ground.imports.workflows import working
    from shouwei.ground.imports.workflows.check_import import check_import
    from shouwei.ground.imports.workflows.confirm_import import confirm_import
    from shouwei.ground.imports.workflows.store_import import store_import
    from shouwei.ground.imports.workflows.upload_sheet import upload_sheet
    from shouwei.ground.organisations.models import Organisation
    from shouwei.ground.people.models import Identity, User

    school = Organisation.objects.create(name=SCHOOL, kind=Organisation.Kind.SCHOOL)
    user = User.objects.create_user("bench", None, name="示例")
    by = Identity.objects.create(user=user, role=Identity.Role.SECRETARIAT, organisation=school, since=TODAY)
    rows = roster(count)
    data = workbook(rows)
    phases = Phases()
    tell = working.Teller.__call__

    def told(self: Any, phase: str, done: int, total: int) -> None:
        phases.hear(phase)
        tell(self, phase, done, total)

    working.Teller.__call__ = told  # type: ignore[method-assign]  # listens in, changes nothing
    began = time.perf_counter()
    batch = upload_sheet(SHEETS["learners.students"], name="roster.xlsx", data=data, by=by)
    uploaded = time.perf_counter()
    check_import(batch.pk, today=TODAY)
    checked = time.perf_counter()
    confirm_import(Import.objects.get(), only_good=False, by=by)
    phases.marks.clear()
    get_resolver().url_patterns  # noqa: B018 - the addresses of the house: loaded once in the life of a worker, not by each import
    spent, start = Spent(), time.perf_counter()
    store_import(batch.pk, today=TODAY)
    seconds, cpu = time.perf_counter() - start, spent.parts()
    batch = Import.objects.get()
    if (batch.state, batch.new, batch.refused) != ("done", count, 0):
        raise SystemExit(
            f"The import went wrong: {batch.state}, {batch.new} new, {batch.refused} refused. {batch.said}"
        )
    return {
        "rows": count,
        "columns": len(HEADINGS),
        "file_mb": round(len(data) / 1e6, 1),
        "upload_s": round(uploaded - began, 2),
        "preview_s": round(checked - uploaded, 2),
        "import_s": round(seconds, 2),
        "import_rows_per_s": round(count / seconds),
        "import_cpu_s": cpu,
        "import_rows_per_cpu_s": round(count / sum(cpu.values())),
        "phases_s": phases.told(start, start + seconds),
        **copies(count, seconds, sum(cpu.values())),
    }


def copies(count: int, seconds: float, cpu: float) -> dict[str, Any]:
    from django.db import connection
    from psycopg import sql

    table = sql.Identifier("learners_student")
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT * FROM {}").format(table))
        rows = cursor.fetchall()
        cursor.execute(sql.SQL("CREATE TABLE bare (LIKE {})").format(table))
        cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(table))
    same, same_cpu = _copied(table, rows)
    heap, heap_cpu = _copied(sql.Identifier("bare"), rows)
    return {
        "copy_same_table_s": round(same, 2),
        "copy_same_table_rows_per_s": round(count / same),
        "copy_heap_s": round(heap, 2),
        "copy_heap_rows_per_s": round(count / heap),
        "copy_same_table_cpu_s": round(same_cpu, 2),
        "copy_heap_cpu_s": round(heap_cpu, 2),
        "ratio": round(same / seconds, 2),
        "ratio_cpu": round(same_cpu / cpu, 2),
        "ratio_to_heap": round(heap / seconds, 2),
        "ratio_to_heap_cpu": round(heap_cpu / cpu, 2),
    }


def _copied(table: Any, rows: list[tuple[Any, ...]]) -> tuple[float, float]:
    """Seconds by the clock, and of CPU."""
    from django.db import connection, transaction
    from psycopg import sql

    spent, began = Spent(), time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:  # fmt: skip
        for row in rows:
            copy.write_row(row)
    return time.perf_counter() - began, spent.all()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with ExitStack() as parts:
        place = Path(parts.enter_context(tempfile.TemporaryDirectory(prefix="shouwei-bench-")))
        place.chmod(0o711)  # the database user passes through
        data = data_folder(str(place / "data"))
        url, *_ = _database(data, parts)
        env = environment(data, url, SHOUWEI_TODAY=TODAY.isoformat(), SHOUWEI_DEMO="0", SHOUWEI_DEBUG="0")
        prepare(["schema"], env, data)
        os.environ.update(env)
        found = measured(asked.rows)
        from django.db import connections

        connections.close_all()
    for name, value in found.items():
        print(f"{name:28} {value}")
    good = found["ratio"] >= GOAL
    print(
        f"goal: a third of COPY into the same table: {'reached' if good else 'missed'} ({found['ratio']:.2f} ≥ {GOAL:.2f})"
    )
    fast = found["import_rows_per_s"] >= FAST
    print(f"goal: {FAST} rows a second: {'reached' if fast else 'missed'} ({found['import_rows_per_s']})")
    if asked.json:
        asked.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
