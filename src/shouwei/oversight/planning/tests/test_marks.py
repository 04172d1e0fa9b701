"""The cheap marks draw exactly what the components of the design system draw."""

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

from shouwei.oversight.planning.rules.states import Light, State


def drawn(source: str, **values: object) -> str:
    compiled = CottonCompiler().process("{% load marks %}" + source)
    return str(Template(compiled).render(Context(values))).rstrip()


@pytest.mark.parametrize("why", ["", "完成率40%，低于序时进度61%<超过15个百分点>。"])
@pytest.mark.parametrize("size", ["", "small"])
def test_a_state_mark_is_the_badge_component(why: str, size: str) -> None:
    light = Light(State.BEHIND, why)

    ours = drawn("{% state_mark light size %}", light=light, size=size)
    theirs = drawn(
        '<c-badge-state :state="light.state" :label="light.label" :why="light.why" :size="size" />',
        light=light,
        size=size,
    )

    assert ours == theirs


@pytest.mark.parametrize("expected", [None, 0, 40, 61])
def test_a_progress_mark_is_the_compact_progress_component(expected: int | None) -> None:
    ours = drawn('{% progress_mark 40 expected "behind" %}', expected=expected)
    theirs = drawn('<c-progress :value="40" :expected="expected" state="behind" :compact="True" />', expected=expected)

    assert ours == theirs


def test_an_address_is_the_one_of_the_resolver() -> None:
    assert drawn('{% address "planning:task" 10 %}') == "/planning/tasks/10/"


def test_options_are_escaped_and_one_is_chosen() -> None:
    choices = [(1, "甲"), (2, "<乙>")]

    assert drawn("{% options choices chosen %}", choices=choices, chosen=2) == (
        '<option value="1">甲</option><option value="2" selected>&lt;乙&gt;</option>'
    )
