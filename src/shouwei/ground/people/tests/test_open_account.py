"""The first people of a real installation."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity, User
from shouwei.ground.people.workflows.open_account import open_account

DAY = date(2026, 3, 2)


@pytest.mark.django_db
def test_the_first_secretary_comes_in_with_an_organisation_of_its_kind() -> None:
    identity, password = open_account(
        username="first", name="首示例", role="secretariat", organisation="示例集团秘书处", today=DAY
    )

    assert (identity.organisation.kind, identity.since) == (Organisation.Kind.SECRETARIAT, DAY)
    assert identity.user.check_password(password)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"role": "king"}, "没有“king”这个角色，可选：" + "、".join(Identity.Role.values) + "。"),
        ({"username": "lin"}, "账号“lin”已存在，请换一个。"),
        ({"role": "unit_head"}, "“没有的学校”还不是成员单位，请先发布方案或在“成员单位”中增加。"),
        (
            {"role": "liaison", "organisation": "没有的园区"},
            "“没有的园区”还没有登记，请先在“单位名录”中登记为园区、县（市、区）或主管部门。",
        ),
        ({"role": "department", "organisation": "北辰职业学校"}, "“牵头部门”不能设在“北辰职业学校”这类单位。"),
    ],
)
def test_what_does_not_fit_is_refused(cast: Cast, changed: dict[str, str], sentence: str) -> None:
    before = User.objects.count()
    words = {"username": "new", "name": "新示例", "role": "council", "organisation": "没有的学校"} | changed

    with pytest.raises(Refused) as refusal:
        open_account(**words, today=DAY)

    assert (str(refusal.value), User.objects.count()) == (sentence, before)
