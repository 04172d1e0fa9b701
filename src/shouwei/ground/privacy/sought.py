"""Requests about personal data by their number, as the search box finds them."""

from django.db.models import Value

from shouwei.core.finding import Findable, register, together

from .models import DataRequest
from .permissions import KEYS

REQUESTS = register(
    Findable(
        "个人信息申请",
        DataRequest,
        keys=KEYS,
        action="view_request",
        label=together(Value("个申〔"), "year", Value("〕"), "serial", Value("号")),
        organisation="school__name",
        state="state",
        states=dict(DataRequest.State.choices),
        due="due_on",
        url="privacy:request",
        order=8,
    )
)
