"""Which adapter carries a sending."""

from __future__ import annotations

from shouwei.ground.notices.models import Channel, Dispatch

from .mail import Mail
from .protocol import Adapter
from .robots import Robot
from .sms import Sms


def adapter_of(dispatch: Dispatch) -> Adapter:
    if dispatch.channel is None:
        return Mail()
    return adapter_to(dispatch.channel)


def adapter_to(channel: Channel) -> Adapter:
    url = channel.address.open() if channel.address else ""
    secret = channel.secret.open() if channel.secret else ""
    if channel.kind == Channel.Kind.SMS:
        return Sms(url, secret)
    return Robot(channel.kind, url, secret)
