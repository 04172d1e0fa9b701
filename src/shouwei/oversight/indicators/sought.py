"""Indicators by name and code, as the search box finds them."""

from shouwei.core.finding import Findable, register

from .models import Definition, Round
from .permissions import KEYS

DEFINITIONS = register(
    Findable(
        "指标口径",
        Definition,
        keys=KEYS,
        action="view_definitions",
        label="name",
        detail="code",
        state="state",
        states=dict(Definition.State.choices),
        url="indicators:definition",
        order=4,
    )
)
ROUNDS = register(
    Findable(
        "数据采集",
        Round,
        keys=KEYS,
        action="view_rounds",
        label="title",
        detail="year",
        due="closes_on",
        url="indicators:round",
        order=4,
    )
)
