"""Organisations, members and whom to call there, as they can be taken along."""

from django.urls import reverse

from shouwei.core.listings import Listing, Out, register

from .models import Contact, Membership, Organisation
from .permissions import KEYS
from .queries import day_asked, listed, wanted_of

ORGANISATIONS = register(
    Listing(
        name="organisations.organisations",
        title="单位名录",
        columns=(
            Out("单位全称", lambda row: row.name_then, width=30),
            Out("简称", lambda row: row.short_name),
            Out("类别", lambda row: row.get_kind_display()),
            Out("所在县区", lambda row: row.place.name if row.place else ""),
            Out("统一社会信用代码", lambda row: row.credit_code, width=22),
            Out("行业代码", lambda row: row.industry_code),
            Out("成立日期", lambda row: row.founded_on, width=14),
            Out("学校类型", lambda row: row.get_school_type_display()),
            Out("办学层次", lambda row: row.get_school_level_display()),
            Out("学校标识码", lambda row: row.national_code, width=14),
            Out("在岗职工", lambda row: row.staff),
            Out(
                "在岗职工是否核实",
                lambda row: "" if row.staff is None else ("已核实" if row.staff_confirmed else "待核实"),
            ),
            Out("成员单位", lambda row: "是" if row.is_member else ""),
            Out("并入", lambda row: row.merged_into.name if row.merged_into else ""),
            Out("并入日期", lambda row: row.merged_on, width=14),
        ),
        rows=lambda asked: listed(
            KEYS.within(asked.identity, "view_organisations", Organisation.objects.all()),
            wanted_of(asked.query),
            on=day_asked(asked.query, today=asked.today),
        ),
        opens=lambda identity: KEYS.holds(identity, "view_organisations"),
    )
)

MEMBERS = register(
    Listing(
        name="organisations.members",
        title="成员单位",
        columns=(
            Out("单位全称", lambda row: row.organisation.name, width=30),
            Out("类别", lambda row: row.organisation.get_kind_display()),
            Out("加入日期", lambda row: row.since, width=14),
            Out("退出日期", lambda row: row.until, width=14),
            Out("依据", lambda row: row.source, width=30),
        ),
        rows=lambda asked: KEYS.within(
            asked.identity, "view_members", Membership.objects.select_related("organisation")
        ).order_by("organisation__kind", "organisation__name_pinyin", "since"),
        opens=lambda identity: KEYS.holds(identity, "view_members"),
        url=lambda asked: reverse("organisations:members"),
    )
)
CONTACTS = register(
    Listing(
        name="organisations.contacts",
        title="单位联系人",
        columns=(
            Out("单位全称", lambda row: row.organisation.name, width=30),
            Out("职务或用途", lambda row: row.post, width=18),
            Out("姓名", lambda row: row.name, personal="name"),
            Out("电话", lambda row: row.phone.open() if row.phone else "", personal="phone", width=16),
            Out("邮箱", lambda row: row.email, personal="email", width=24),
        ),
        rows=lambda asked: (
            Contact.objects.filter(
                organisation__in=KEYS.within(asked.identity, "view_contacts", Organisation.objects.all())
            )
            .select_related("organisation")
            .order_by("organisation__name_pinyin", "post", "pk")
        ),
        opens=lambda identity: KEYS.holds(identity, "view_contacts"),
        url=lambda asked: reverse("organisations:organisations"),
    )
)
