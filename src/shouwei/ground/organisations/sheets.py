"""Schools, enterprises and parks as people keep them in Excel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from shouwei.core.sheets import Column, Context, Fault, Kind, Rows, Sheet, Words, register
from shouwei.core.sheets.table import Table
from shouwei.core.text import pinyin_key

from .fact_sheet import FACTS
from .models import Contact, FormerName, Organisation
from .permissions import KEYS
from .queries import places, words_for
from .rules.codes import NATIONAL_CODE_NOTE, check_credit_code, check_industry_code, check_national_code
from .rules.contacts import may_keep_contact
from .rules.organisations import PLACES, Particulars, fits_kind

__all__ = ["CONTACTS", "FACTS", "ORGANISATIONS"]

KINDS = {label: value for value, label in Organisation.Kind.choices if value in ("school", "enterprise", "park")}
CODES = {"credit_code": "统一社会信用代码", "national_code": "学校标识码"}


def email_fault(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        return "不是有效的邮箱地址。请核对，如 lianluo@example.cn。"
    return ""


def place_choices(context: Context) -> Words:
    """Names and region code → number of each county and zone."""
    words = words_for(Organisation.objects.filter(kind__in=PLACES), on=context.today, past=False)
    for pk, code in places(on=context.today).values_list("pk", "region_code"):
        if code:
            words[code] = pk
    return words


def sound_rows(rows: Rows, context: Context) -> Iterable[Fault]:
    """What fits the kind, codes nobody else has, and a kind that does not change under an organisation that is there."""
    names = rows.column("name")
    known = dict(Organisation.objects.filter(name__in=names).values_list("name", "kind"))
    before = FormerName.objects.filter(name__in=names).values_list("name", "organisation__name")
    now = {name: later for name, later in before if name not in known}
    for number, row in enumerate(rows.dicts()):
        text = {key: str(value or "") for key, value in row.items()}
        entered = Particulars(
            name=text["name"],
            kind=text["kind"],
            school_type=text.get("school_type", ""),
            school_level=text.get("school_level", ""),
            national_code=text.get("national_code", ""),
            industry_code=text.get("industry_code", ""),
        )
        was = known.get(entered.name)
        if was is not None and was != entered.kind:
            label = Organisation.Kind(was).label
            yield Fault(number, "kind", f"“{entered.name}”已登记为{label}，类别不能用表格更改。")
        if later := now.get(entered.name):
            yield Fault(
                number,
                "name",
                f"“{entered.name}”是“{later}”的原名称，请写现名称；确是另一个单位的，请在单位名录页面增加。",
            )
        verdict = fits_kind(entered)
        if not verdict:
            yield Fault(number, "kind", verdict.reason)
        national = check_national_code(entered.national_code, level=entered.school_level)
        if not national:
            yield Fault(number, "national_code", national.reason)
    for field in CODES:
        if field in rows.names:
            yield from _taken(rows, field)


def _taken(rows: Rows, field: str) -> Iterable[Fault]:
    names, codes = rows.column("name"), rows.column(field)
    twice = Counter(code for code in codes if code)
    others = Organisation.objects.filter(**{f"{field}__in": list(twice)})
    owner = dict(others.values_list(field, "name"))
    for number, (name, code) in enumerate(zip(names, codes, strict=True)):
        if code and twice[code] > 1:
            yield Fault(number, field, f"{CODES[field]}“{code}”在表中出现{twice[code]}次，请核对是否为同一单位。")
        elif code and owner.get(code, name) != name:
            yield Fault(number, field, f"{CODES[field]}“{code}”已属于“{owner[code]}”，请核对是否为同一单位。")


def _pinyin(rows: Rows, context: Context) -> Sequence[str]:
    return [pinyin_key(name) for name in rows.column("name")]


ORGANISATIONS = register(
    Sheet(
        noun="organisations.organisations",
        title="单位名录",
        columns=(
            Column("name", "单位全称", required=True, longest=100, example="示例机械有限公司", width=30),
            Column("short_name", "简称", longest=30, example="示例机械"),
            Column("kind", "类别", Kind.CHOICE, required=True, choices=KINDS, example="企业"),
            Column("place", "所在县区", Kind.CHOICE, among=place_choices, example="怀宁县"),
            Column(
                "credit_code",
                "统一社会信用代码",
                Kind.CREDIT_CODE,
                example="91350100M000100Y43",
                check=lambda code: check_credit_code(code).reason,
            ),
            Column(
                "industry_code",
                "行业代码",
                Kind.CODE,
                longest=5,
                example="3670",
                note="GB/T 4754-2017，1位字母或2至4位数字。",
                check=lambda code: check_industry_code(code).reason,
            ),
            Column(
                "school_type",
                "学校类型",
                Kind.CHOICE,
                choices={label: value for value, label in Organisation.SchoolType.choices},
            ),
            Column(
                "school_level",
                "办学层次",
                Kind.CHOICE,
                choices={label: value for value, label in Organisation.SchoolLevel.choices},
            ),
            Column("founded_on", "成立日期", Kind.DATE, example="2008年5月6日", note="见营业执照或批文。"),
            Column("national_code", "学校标识码", Kind.CODE, longest=10, note=NATIONAL_CODE_NOTE),
        ),
        key=("name",),
        store=Table(Organisation, key=("name",), fields={"place": "place_id"}, derived={"name_pinyin": _pinyin}),
        opens=lambda identity: KEYS.holds(identity, "add_organisation"),
        check_rows=sound_rows,
        notes=("按单位全称认人：已有的按本表更新，没有的新增。更名、并入不用本表。", "加入集团另在“成员单位”中办理。"),
        list_url="organisations:organisations",
    )
)


def _mine(context: Context) -> QuerySet[Organisation]:
    return KEYS.within(context.by, "change_contacts", Organisation.objects.all())


def _reachable(rows: Rows, context: Context) -> Iterable[Fault]:
    for number, row in enumerate(rows.dicts()):
        phone, email = row.get("phone", ""), row.get("email", "")
        verdict = may_keep_contact(post=row["post"], phone=phone, email=email, known=0)
        if not verdict:
            yield Fault(number, "post", verdict.reason)


class Contacts(Table):
    """No index holds post and name together, and a few hundred contacts are written one by one."""

    def write(self, rows: Rows, context: Context) -> None:
        for row in rows.dicts():
            key = {"organisation_id": row.pop("organisation"), "post": row.pop("post"), "name": row.pop("name")}
            Contact.objects.update_or_create(**key, defaults=row)


CONTACTS = register(
    Sheet(
        noun="organisations.contacts",
        title="单位联系人",
        columns=(
            Column(
                "organisation",
                "单位全称",
                Kind.CHOICE,
                required=True,
                among=lambda context: words_for(_mine(context), on=context.today, past=False),
                aliases=("单位", "单位名称"),
                width=30,
            ),
            Column("post", "职务或用途", required=True, longest=40, example="校企合作联络", width=18),
            Column("name", "姓名", required=True, longest=50, personal=True, example="王示例"),
            Column("phone", "电话", Kind.PHONE, example="0556-5500000", aliases=("手机号", "联系电话")),
            Column("email", "邮箱", longest=100, personal=True, check=email_fault, width=24),
        ),
        key=("organisation", "post", "name"),
        store=Contacts(
            Contact,
            ("organisation", "post", "name"),
            fields={"organisation": "organisation_id"},
            within=lambda context: Contact.objects.filter(organisation__in=_mine(context)),
        ),
        opens=lambda identity: KEYS.holds(identity, "change_contacts"),
        check_rows=_reachable,
        notes=("一行一名联系人，电话和邮箱至少填写一项。", "电话加密保存，页面上只显示部分位数。"),
        list_url="organisations:organisations",
    )
)
