"""Collection rounds as they can be taken along: how complete and how punctual."""

from django.urls import reverse

from shouwei.core.listings import Listing, Out, register

from .models import Round
from .pages.rounds import lines_of
from .permissions import KEYS

ROUNDS = register(
    Listing(
        name="indicators.rounds",
        title="数据采集",
        columns=(
            Out("名称", lambda line: line["round"].title, width=34),
            Out("年度（届）", lambda line: line["round"].year),
            Out("开始", lambda line: line["round"].opens_on, width=14),
            Out("截止", lambda line: line["round"].closes_on, width=14),
            Out("应报", lambda line: line["expected"]),
            Out("已报", lambda line: line["done"]),
            Out("按期", lambda line: line["on_time"]),
            Out("锁定日期", lambda line: line["round"].locked_on, width=14),
        ),
        rows=lambda asked: lines_of(
            KEYS.within(asked.identity, "view_rounds", Round.objects.prefetch_related("submissions"))
        ),
        opens=lambda identity: KEYS.holds(identity, "view_rounds"),
        url=lambda asked: reverse("indicators:rounds"),
    )
)
