"""The cheap state and the explained light never disagree."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shouwei.oversight.planning.rules.quick_states import state_of
from shouwei.oversight.planning.rules.states import Facts, light_of

BASE = date(2026, 3, 2)
near = st.integers(-100, 500).map(lambda days: BASE + timedelta(days=days))
perhaps = st.one_of(st.none(), near)


@given(
    since=near,
    due_on=perhaps,
    percent=st.integers(0, 100),
    reported=perhaps,
    asked=st.one_of(st.none(), st.none(), near),
    completed=st.one_of(st.none(), st.none(), near),
    stopped=st.one_of(st.none(), st.none(), near),
    long_term=st.booleans(),
    has_goal=st.booleans(),
    supervised_from=perhaps,
    last_year=st.one_of(st.none(), st.integers(2025, 2028)),
    today=near,
)
def test_the_quick_state_is_the_state_of_the_light(
    since: date,
    due_on: date | None,
    percent: int,
    reported: date | None,
    asked: date | None,
    completed: date | None,
    stopped: date | None,
    long_term: bool,
    has_goal: bool,
    supervised_from: date | None,
    last_year: int | None,
    today: date,
) -> None:
    facts = Facts(
        since, due_on, percent, reported, asked, completed, stopped, long_term, has_goal, supervised_from, last_year
    )

    quick = state_of(
        since,
        due_on,
        percent,
        reported,
        asked,
        completed,
        stopped,
        today=today,
        long_term=long_term,
        has_goal=has_goal,
        supervised_from=supervised_from,
        last_year=last_year,
    )

    assert quick is light_of(facts, today).state
