"""What departments get back from registers outside: social insurance, tax, further study, military service (evidence level E5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shouwei.core.sheets import Column, Context, Fault, Kind, Rows, Sheet, Words, register
from shouwei.core.sheets.sheet import Key, Row
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import words_for

from .models import Destination, Proof
from .permissions import KEYS
from .rules.matching import REGISTERS, may_match
from .workflows.weigh import weigh


def _schools(context: Context) -> Words:
    return words_for(Organisation.objects.filter(kind=Organisation.Kind.SCHOOL), on=context.today)


class Matches:
    """One proof of kind register a graduate and register; its note names the register."""

    def destinations(self, keys: Iterable[Key]) -> dict[tuple[int, str], Destination]:
        """(school, student number) → the destination of the graduate's own cohort."""
        wanted = {(school, number) for school, number, _ in keys}
        rows = Destination.objects.filter(
            school__in={school for school, _ in wanted}, student__student_no__in={number for _, number in wanted}
        ).select_related("student")
        found = {(row.school_id, row.student.student_no): row for row in rows if row.cohort == row.student.cohort}
        return {key: row for key, row in found.items() if key in wanted}

    def proofs(self, keys: Iterable[Key]) -> dict[Key, Proof]:
        there = self.destinations(keys := list(keys))
        rows = Proof.objects.filter(destination__in=list(there.values()), kind=Proof.Kind.REGISTER, void_reason="")
        by_place = {(row.destination_id, row.note): row for row in rows}
        found = {}
        for school, number, source in keys:
            row = there.get((school, number))
            if row is not None and (proof := by_place.get((row.pk, source))) is not None:
                found[school, number, source] = proof
        return found

    def current(self, keys: Any, names: Any, context: Context) -> dict[Key, Row]:
        there = self.destinations(keys := list(keys))
        found = {}
        for key, proof in self.proofs(keys).items():
            values = {"employer_code": there[key[0], key[1]].employer_code, "given_on": proof.given_on}
            found[key] = tuple(values[name] for name in names)
        return found

    def out_of_reach(self, keys: Any, context: Context) -> Iterable[Key]:
        return ()

    def remove(self, keys: Any, context: Context) -> dict[Key, str]:
        proofs = self.proofs(keys)
        rows = list(self.destinations(proofs).values())
        Proof.objects.filter(pk__in=[proof.pk for proof in proofs.values()]).delete()
        weigh(rows, on=context.today, because="登记比对的导入已撤销")
        return {}

    def write(self, rows: Rows, context: Context) -> None:
        keys = list(zip(*(rows.column(name) for name in ("school", "student_no", "register")), strict=True))
        there, known = self.destinations(keys), self.proofs(keys)
        new, old = [], []
        for key, given_on in zip(keys, rows.column("given_on"), strict=True):
            if (proof := known.get(key)) is not None:
                proof.given_on = given_on
                old.append(proof)
            else:
                row = there[key[0], key[1]]
                new.append(
                    Proof(
                        destination=row, kind=Proof.Kind.REGISTER, note=key[2], given_on=given_on, given_by=context.by
                    )
                )
        Proof.objects.bulk_create(new, batch_size=2000)
        Proof.objects.bulk_update(old, ["given_on"], batch_size=2000)
        weigh(there.values(), on=context.today)


STORE = Matches()


def _match(rows: Rows, context: Context) -> Iterable[Fault]:
    keys = list(zip(*(rows.column(name) for name in ("school", "student_no", "register")), strict=True))
    there = STORE.destinations(keys)
    for index, (key, values) in enumerate(zip(keys, rows.dicts(), strict=True)):
        row = there.get((key[0], key[1]))
        if row is None:
            yield Fault(index, "student_no", "这名毕业生还没有登记去向，请核对学校和学号，或等学校登记后再比对。")
            continue
        verdict = may_match(
            register=key[2],
            code=row.code,
            claimed=row.employer_code,
            found=values.get("employer_code") or "",
            on=values["given_on"],
            today=context.today,
        )
        if not verdict:
            yield Fault(index, "employer_code", verdict.reason)


MATCHES = register(
    Sheet(
        noun="employment.matches",
        title="外部登记比对结果",
        columns=(
            Column("school", "学校", Kind.CHOICE, required=True, among=_schools, aliases=("学校名称",)),
            Column("student_no", "学号", Kind.CODE, required=True, longest=30, example="2023010001"),
            Column(
                "register",
                "登记来源",
                Kind.CHOICE,
                required=True,
                choices={name: name for name in REGISTERS},
                example="社会保险",
            ),
            Column("employer_code", "登记单位统一社会信用代码", Kind.CREDIT_CODE, note="社会保险、个人所得税须填写。"),
            Column("given_on", "比对日期", Kind.DATE, required=True, example="2026年9月30日"),
        ),
        key=("school", "student_no", "register"),
        store=STORE,
        opens=lambda identity: KEYS.holds(identity, "match_register"),
        check_rows=_match,
        notes=(
            "只导入相符的：登记单位与学校填报的单位不一致的行会退回，请在“毕业去向”中核查提问。",
            "比对结果半年内有效，到期后证据等级自动下降；不需要身份证号，向登记机关比对请另走政务渠道。",
        ),
        list_url="employment:destinations",
    )
)
