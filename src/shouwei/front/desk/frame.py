"""What stands around every page: navigation by the job, the acting identity, unread notices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from shouwei.core.clock import today
from shouwei.core.compiled import Statement
from shouwei.core.keys import KEYRING
from shouwei.ground.notices.models import Notice
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.queries.plans import current_plan_id


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    active: bool
    """This very page."""
    count: int = 0
    holds: bool = False
    """The page lies below this entry, which is the nearest there is."""


@dataclass(frozen=True)
class Group:
    label: str
    icon: str
    items: tuple[Item, ...]

    @property
    def active(self) -> bool:
        return any(item.active or item.holds for item in self.items)


# group → (label, URL name, key as room.action or "", whether the address takes the current plan)
NAVIGATION: dict[tuple[str, str], tuple[tuple[str, str, str, bool], ...]] = {
    ("工作台", "desk"): (("我的工作", "desk:home", "", False), ("消息", "notices:inbox", "", False)),
    ("方案督办", "supervise"): (
        ("督办总览", "planning:overview", "planning.view_plan", True),
        ("任务清单", "planning:tasks", "planning.view_task", True),
        ("分担热力图", "planning:heatmap", "planning.view_task", True),
        ("日历", "planning:calendar_view", "planning.view_plan", True),
        ("甘特图", "planning:gantt", "planning.view_plan", True),
        ("全部方案", "planning:plans", "planning.view_plan", False),
    ),
    ("方案落实", "flag"): (
        ("工作方案", "planning:programmes", "planning.view_programme", True),
        ("报送进展", "planning:unit_reports", "planning.write_report", False),
        ("审核进展", "planning:judge_reports", "planning.judge_report", False),
        ("困难问题", "planning:difficulties", "planning.view_difficulty", False),
    ),
    ("会议督查", "meeting"): (
        ("会商与调度", "planning:meetings", "planning.view_meeting", True),
        ("督办单", "planning:supervision_notices", "planning.view_notice", False),
        ("通报", "planning:bulletins", "planning.view_bulletin", True),
    ),
    ("目标考核", "target"): (
        ("三个目标", "indicators:targets", "indicators.view_targets", False),
        ("数据采集", "indicators:rounds", "indicators.view_rounds", False),
        ("各校对比", "indicators:schools", "indicators.compare_schools", False),
        ("目标路径", "indicators:goals", "indicators.view_goals", False),
        ("口径", "indicators:definitions", "indicators.view_definitions", False),
    ),
    ("专业招生", "admission"): (
        ("首位产业覆盖", "programmes:coverage", "programmes.view_coverage", False),
        ("专业点", "programmes:programmes", "programmes.view_programmes", False),
        ("招生总表", "admissions:intake", "admissions.view_intake", False),
        ("学籍总表", "learners:standings", "learners.view_roll_counts", False),
        ("学生名册", "learners:students", "learners.view_students", False),
    ),
    ("实习就业", "internship"): (
        ("毕业去向", "employment:destinations", "employment.view_destinations", False),
        ("核查问题", "employment:questions", "employment.view_questions", False),
        ("抽样核查", "employment:samples", "employment.view_samples", False),
    ),
    ("看板", "chart"): (
        ("招生去向流向", "displays:flows", "displays.view_flows", False),
        ("专业象限", "displays:quadrant", "displays.view_quadrant", False),
        ("就业地图", "displays:workplaces", "displays.view_workplaces", False),
        ("大屏", "displays:wall", "displays.view_wall", False),
    ),
    ("系统", "system"): (
        ("单位名录", "organisations:organisations", "organisations.view_organisations", False),
        ("按县区看", "organisations:map", "organisations.view_organisations", False),
        ("成员单位", "organisations:members", "organisations.view_members", False),
        ("人员身份", "people:people", "people.view_people", False),
        ("个人链接", "links:links", "links.view_links", False),
        ("目录", "catalogues:home", "catalogues.view_catalogues", False),
        ("工作日历", "calendar:holidays", "calendar.view_holidays", False),
        ("导入中心", "imports:centre", "imports.view_import", False),
        ("导出中心", "exports:exports", "exports.view_export", False),
        ("操作记录", "audit:trail", "audit.view_trail", False),
        ("个人信息登记", "privacy:register", "privacy.view_register", False),
        ("个人信息申请", "privacy:requests", "privacy.view_request", False),
        ("删除个人信息", "privacy:closed", "privacy.erase_person", False),
        ("接口与订阅", "interfaces:feeds", "interfaces.view_feeds", False),
        ("运行维护", "operations:health", "operations.view_health", False),
    ),
}


# Pages the menu has no room for, found by the search box: label, URL name, key, and the words people look for them by.
BESIDE = (
    ("我的账号", "people:my_account", "", "密码、二次验证、登录的设备、代办、委托、身份"),
    ("我的个人信息", "privacy:my_data", "", "个人信息副本、更正、删除、说明"),
    ("谁看过我的信息", "audit:my_looks", "", "查看记录"),
    ("消息设置", "notices:preferences", "", "免打扰、邮件、每日摘要、提醒"),
    ("各角色可以办理什么", "people:roles", "", "权限、角色"),
    ("每日链首", "audit:head", "audit.view_trail", "操作记录、核验"),
    ("作业", "operations:jobs", "operations.view_jobs", "运行维护、定时、重试"),
    ("备份", "operations:backups", "operations.view_backups", "运行维护、恢复"),
    ("设置", "operations:settings", "operations.view_settings", "运行维护、名称、数字"),
    ("访问令牌", "interfaces:tokens", "interfaces.view_tokens", "接口、API"),
    ("接口文档", "interfaces:api_docs", "interfaces.view_tokens", "接口、API、OpenAPI"),
    ("事件推送", "interfaces:webhooks", "interfaces.view_webhooks", "接口、推送订阅"),
)


def beside_the_menu(role: str) -> list[tuple[str, str, str]]:
    """Label, address and words of those this role has a key for."""
    return [(label, reverse(name), said) for label, name, key, said in BESIDE if _opens(role, key)]


def menu(role: str, plan: int | None, path: str) -> tuple[Group, ...]:
    """The entries this role has keys for, and which of them is this page or the nearest above it."""
    return _menu(role, plan, *_place(role, plan, path))


def drawn_menu(role: str, plan: int | None, path: str) -> SafeString:
    """The menu as drawn: once for all pages that lie below the same entry."""
    return _drawn_menu(role, plan, *_place(role, plan, path))


@lru_cache(maxsize=300)
def _menu(role: str, plan: int | None, here: str | None, nearest: str | None) -> tuple[Group, ...]:
    addresses = _addresses(role, plan)
    groups = []
    for (label, icon), entries in NAVIGATION.items():
        items = tuple(
            Item(said, addresses[name], active=addresses[name] == here, holds=name == nearest)
            for said, name, _, _ in entries
            if name in addresses
        )
        if items:
            groups.append(Group(label, icon, items))
    return tuple(groups)


@lru_cache(maxsize=300)
def _drawn_menu(role: str, plan: int | None, here: str | None, nearest: str | None) -> SafeString:
    return render_to_string("core/navigation.html", {"frame": {"groups": _menu(role, plan, here, nearest)}})


@lru_cache(maxsize=300)
def _addresses(role: str, plan: int | None) -> dict[str, str]:
    """URL name → address of every entry open to the role, the plan's own where there is a plan."""
    return {
        name: reverse(name, args=[plan] if of_plan else [])
        for entries in NAVIGATION.values()
        for _, name, key, of_plan in entries
        if _opens(role, key) and not (of_plan and plan is None)
    }


OF_A_PLAN = re.compile(r"/plans/\d+(?=/)")


def _place(role: str, plan: int | None, path: str) -> tuple[str | None, str | None]:
    """The address if it is an entry's own, and the entry it lies below: the longest it begins with, whatever the plan."""
    addresses = _addresses(role, plan)
    here = OF_A_PLAN.sub("", path)
    plain = {name: OF_A_PLAN.sub("", url) for name, url in addresses.items()}
    above = [name for name, url in plain.items() if url != "/" and here.startswith(url)]
    nearest = max(above, key=lambda name: len(plain[name]), default=None)
    return path if path in addresses.values() else None, nearest


def _opens(role: str, key: str) -> bool:
    room, _, action = key.partition(".")
    return not key or bool(KEYRING[room].rows[action].cells.get(role))


def _unread_of(identity: int) -> QuerySet[Notice, Any]:
    waiting = Notice.objects.filter(to_id=identity, read_at=None, settled_at=None)
    return waiting.order_by().values("to").annotate(n=Count("pk")).values_list("n")


_unread = Statement(_unread_of, numbers=1, kept=True)


@dataclass
class Frame:
    """Read by base.html; every part that costs a query is worked out only when the page shows it."""

    request: HttpRequest
    identity: Identity | None
    choices: list[Identity]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return menu(self._role, current_plan_id(), self.request.path)

    @cached_property
    def navigation(self) -> SafeString:
        return drawn_menu(self._role, current_plan_id(), self.request.path)

    @property
    def _role(self) -> str:
        return self.identity.role if self.identity else ""

    @cached_property
    def unread(self) -> int:
        found = _unread.answers(self.identity.pk) if self.identity else ()
        return found[0][0] if found else 0

    @property
    def identities(self) -> list[dict[str, Any]]:
        current = self.identity.pk if self.identity else None
        return [{"pk": i.pk, "label": i.label, "current": i.pk == current} for i in self.choices]

    @property
    def person(self) -> str:
        return self.identity.user.name if self.identity else ""

    @property
    def who(self) -> str:
        """Person and identity, by which a browser tells whose drafts it keeps; empty for nobody."""
        return f"{self.request.user.pk}-{self.identity.pk}" if self.identity else ""

    @property
    def search_url(self) -> str:
        return reverse("desk:search")

    @property
    def large(self) -> bool:
        return self.request.COOKIES.get("large") == "1"

    @property
    def theme(self) -> str:
        theme = self.request.COOKIES.get("theme", "")
        return theme if theme in ("light", "dark") else ""

    @property
    def today(self) -> Any:
        return today()

    @property
    def demo(self) -> bool:
        return bool(settings.DEMO)


def frame(request: HttpRequest) -> dict[str, Frame]:
    identity: Identity | None = getattr(request, "identity", None)
    return {"frame": Frame(request, identity, getattr(request, "identities", []))}
