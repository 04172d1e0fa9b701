"""The trail is only ever added to."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.cast import Cast

from shouwei.ground.audit.models import Event
from shouwei.ground.audit.queries import history_of
from shouwei.ground.audit.workflows.record import record


def test_a_line_says_who_in_which_role_did_what_and_why(cast: Cast) -> None:
    record(by=cast.lin, what="报送进展", on=cast.north, why="三月", changes={"完成率": [10, 20]})
    record(by=None, what="提醒", on=cast.south, about=cast.north)

    lines = history_of(cast.north).values_list("by_label", "what", "on_label", "why", "changes")

    assert list(lines) == [
        ("系统定时", "提醒", "南岭职校", "", {}),
        ("林示例（北辰职校单位负责人）", "报送进展", "北辰职校", "三月", {"完成率": [10, 20]}),
    ]


@pytest.mark.parametrize("sql", ["UPDATE audit_event SET what = '没有发生过'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_it(cast: Cast, sql: str) -> None:
    record(by=cast.lin, what="报送进展", on=cast.north)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert list(Event.objects.values_list("what", flat=True)) == ["报送进展"]
