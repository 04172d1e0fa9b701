"""How values are written on screen."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import Context
from django.test import RequestFactory
from django_cotton.templatetags import Attrs

from shouwei.core.templatetags import picture, screen

TODAY = date(2019, 6, 11)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2019, 12, 31), "2019年12月31日"),
        ("2019-06-01", "2019年6月1日"),
        (datetime(2019, 12, 30, 16, 0, tzinfo=UTC), "2019年12月31日"),  # midnight in the office
        (None, "—"),
        ("", "—"),
    ],
)
def test_a_date(value: Any, written: str) -> None:
    assert screen.cn_date(value) == written


def test_other_dates() -> None:
    day = date(2019, 6, 11)

    assert [screen.cn_day(day), screen.cn_month(day), screen.cn_weekday(day), screen.cn_datetime(None)] == [
        "6月11日",
        "2019年6月",
        "星期二",
        "—",
    ]
    assert screen.cn_datetime(datetime(2019, 6, 10, 23, 5, tzinfo=UTC)) == "2019年6月11日 07:05"


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2019, 6, 10), "1 天前"), (TODAY, "今天"), (date(2019, 6, 16), "还有 5 天"), (None, "—")],
)
def test_how_far_a_day_lies(day: Any, words: str) -> None:
    assert screen.ago_days(day, TODAY) == words


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (0.416, 1, "41.6%"),
        (Decimal("0.7"), 1, "70%"),
        (1, 1, "100%"),
        (0.41666, 0, "42%"),
        (None, 1, "—"),
        ("x", 1, "—"),
    ],
)
def test_a_share_as_per_cent(value: Any, places: Any, written: str) -> None:
    assert screen.percent(value, places) == written


@pytest.mark.parametrize(
    ("value", "written"), [(12345.6, "12,345.6"), (0, "0"), (1000, "1,000"), ("41.50", "41.5"), (None, "—"), ("", "—")]
)
def test_a_figure(value: Any, written: str) -> None:
    assert screen.figure(value) == written


@pytest.mark.parametrize(
    ("value", "expected", "words"),
    [
        (42, 58, "落后 16 个百分点"),
        ("70", "66.7", "超前 3.3 个百分点"),
        (58, 58.0, "与序时进度持平"),
        (None, 58, ""),
        (42, None, ""),
    ],
)
def test_ahead_or_behind_in_words(value: Any, expected: Any, words: str) -> None:
    assert picture.pace(value, expected) == words


def test_attributes_are_escaped_on_the_way_through() -> None:
    attrs = Attrs({"hx-get": "/a?b=1&c=2", "title": '" onclick="x', "disabled": True, "hidden": False, "data-x": None})

    assert screen.html_attrs(attrs) == ('hx-get="/a?b=1&amp;c=2" title="&quot; onclick=&quot;x" disabled=""')


@pytest.mark.parametrize("name", ["style", "onclick"])
def test_what_the_security_policy_drops_is_refused_at_once(name: str) -> None:
    with pytest.raises(ValueError, match="blocked by our CSP"):
        screen.html_attrs(Attrs({name: "x"}))


def test_a_query_keeps_what_is_not_changed() -> None:
    request = RequestFactory().get("/", {"q": "招聘", "page": "4", "state": "overdue"})

    assert screen.query_with(Context({"request": request}), page=5, state=None) == "?q=%E6%8B%9B%E8%81%98&page=5"


def test_navigation_knows_where_we_are_in_dicts_and_objects() -> None:
    class Entry:
        active = True

    assert [screen.any_active([{"active": False}]), screen.any_active([{"active": False}, Entry()])] == [False, True]


def test_each_kind_of_input_gets_its_shape() -> None:
    class Form(forms.Form):
        text = forms.CharField()
        area = forms.CharField(widget=forms.Textarea)
        tick = forms.BooleanField()
        one = forms.ChoiceField(widget=forms.RadioSelect)
        several = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
        pick = forms.ChoiceField()
        file = forms.FileField()
        kept = forms.CharField(widget=forms.HiddenInput)

    assert [screen.widget_kind(field) for field in Form()] == [
        "text",
        "textarea",
        "checkbox",
        "choices",
        "choices",
        "select",
        "file",
        "hidden",
    ]


def test_bars_are_measured_against_the_longest_unless_told() -> None:
    rows = [{"label": "甲", "value": 50}, {"label": "乙", "value": "25"}, {"label": "丙", "value": None}]

    assert [row["width"] for row in picture.bar_rows(rows)] == [100.0, 50.0, 0.0]
    assert [row["width"] for row in picture.bar_rows(rows, 200)] == [25.0, 12.5, 0.0]


def test_a_gantt_row_without_dates_has_no_bar() -> None:
    axis = picture.gantt_axis("2019-03-01", date(2019, 3, 10), "2019-04-01")

    rows = picture.gantt_rows(
        [{"label": "甲", "start": "2019-03-01", "end": "2019-03-05", "progress": 50}, {"label": "乙"}], axis
    )

    assert [(row["label"], row["bar"] and (row["bar"].x, row["bar"].width), row["done"]) for row in rows] == [
        ("甲", (0.0, 50.0), 25.0),
        ("乙", None, 0),
    ]
    assert axis["today"] is None


@pytest.mark.parametrize(
    ("values", "points"),
    [([1, 2, 3], "0,24 50,12 100,0"), ([5, 5], "0,12 100,12"), ([None, None], ""), ([], "")],
)
def test_a_sparkline(values: Any, points: str) -> None:
    assert picture.spark_points(values) == points


def test_a_browser_cuts_nothing_from_a_text_area() -> None:
    class Asked(forms.Form):
        because = forms.CharField(max_length=3, widget=forms.Textarea)
        name = forms.CharField(max_length=3)

    form = Asked({"because": "一二三四五", "name": "一"})

    assert "maxlength" not in screen.control(form["because"])
    assert 'maxlength="3"' in screen.control(form["name"])
    assert list(form.errors) == ["because"]
