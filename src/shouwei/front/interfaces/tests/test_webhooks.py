"""Events are told to a real HTTP server: signed, once, later again, and never to where they must not go."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from shouwei.core.addresses import is_private
from shouwei.core.clock import now
from shouwei.core.outgoing import post
from shouwei.core.verdict import Refused
from shouwei.front.interfaces.models import Delivery, Subscription
from shouwei.front.interfaces.rules.webhooks import KINDS, PAUSES, new_secret, signature, verifies
from shouwei.front.interfaces.workflows.deliver import deliver
from shouwei.front.interfaces.workflows.queue_deliveries import queue_deliveries
from shouwei.front.interfaces.workflows.subscribe_webhook import subscribe_webhook
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Duty, Plan
from shouwei.oversight.planning.workflows.assign_owner import assign_owner


@dataclass
class Receiver:
    """A foreign server that keeps what it got and answers what it is told to."""

    port: int = 0
    status: int = 204
    location: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?from=shouwei"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.got.append(({k.lower(): v for k, v in self.headers.items()} | {"path": self.path}, body))
            self.send_response(told.status)
            if told.location:
                self.send_header("Location", told.location)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def allowed(settings: LazySettings) -> None:
    settings.WEBHOOKS_MAY_REACH_PRIVATE_ADDRESSES = True


def subscribed(by: Identity, url: str) -> tuple[Subscription, str]:
    return subscribe_webhook(name="示例系统", url=url, kinds=["planning.duty"], by=by)


def happen(cast: Cast, *units: str) -> datetime:
    """Something of each unit's comes into the trail; returns a moment at which it has settled."""
    for unit in units:
        head = cast.lin if unit == "north" else cast.zhao
        duty = Duty.objects.get(task__number=1, organisation=head.organisation)
        assign_owner(duty, owner=head.user, by=head, today=head.since)
    return now() + timedelta(minutes=1)


@pytest.mark.django_db
@pytest.mark.usefixtures("plan", "allowed")
def test_an_event_arrives_once_and_signed(cast: Cast, receiver: Receiver) -> None:
    subscription, secret = subscribed(cast.lin, receiver.url)
    moment = happen(cast, "north", "south")

    queued = [queue_deliveries(moment), queue_deliveries(moment)]
    sent = [deliver(moment), deliver(moment)]

    (headers, body) = receiver.got[0]
    timestamp = int(headers["webhook-timestamp"])
    assert (queued, sent, len(receiver.got)) == ([1, 0], [1, 0], 1)  # the sister's event is not told
    assert verifies(secret, headers["webhook-signature"], message=headers["webhook-id"], timestamp=timestamp, body=body)
    assert not verifies(
        secret, headers["webhook-signature"], message=headers["webhook-id"], timestamp=timestamp, body=body + b" "
    )
    assert (headers["path"], abs(timestamp - moment.timestamp()) < 2) == ("/hook?from=shouwei", True)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.said, delivery.attempts) == ("delivered", 204, "", 1)
    assert cast.lin.user.name not in body.decode()
    assert delivery.payload["data"]["on"]["type"] == "planning.duty"
    subscription.refresh_from_db()
    assert subscription.after == Event.objects.latest("pk").pk


@pytest.mark.django_db
@pytest.mark.usefixtures("plan", "allowed")
def test_what_fails_is_tried_again_with_pauses_and_then_given_up(cast: Cast, receiver: Receiver) -> None:
    subscribed(cast.lin, receiver.url)
    moment = happen(cast, "north")
    receiver.status = 503
    queue_deliveries(moment)
    pauses = []
    for _ in range(10):
        deliver(moment)
        delivery = Delivery.objects.get()
        if delivery.next_at is None:
            break
        pauses.append(delivery.next_at - moment)
        assert deliver(moment + pauses[-1] - timedelta(seconds=1)) == 0
        moment = delivery.next_at

    assert (pauses, delivery.state, len(receiver.got)) == (list(PAUSES), "given_up", len(PAUSES) + 1)
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("plan", "allowed")
def test_five_given_up_in_a_row_stop_it_with_a_notice(cast: Cast, receiver: Receiver) -> None:
    subscription, _ = subscribed(cast.lin, receiver.url)
    Subscription.objects.update(failures=4)
    moment = happen(cast, "north")
    queue_deliveries(moment)
    Delivery.objects.update(attempts=len(PAUSES))
    receiver.status = 500

    deliver(moment)

    subscription.refresh_from_db()
    assert (subscription.stopped_at, subscription.stop_reason) == (moment, "连续5次推送失败，已自动停用。")
    assert [n.to for n in Notice.objects.filter(text__contains="示例系统")] == [cast.lin]
    assert queue_deliveries(happen(cast, "north") + timedelta(minutes=2)) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("plan", "allowed")
def test_410_stops_at_once_and_a_redirect_is_not_followed(cast: Cast, receiver: Receiver) -> None:
    subscription, _ = subscribed(cast.lin, receiver.url)
    moment = happen(cast, "north")
    queue_deliveries(moment)
    receiver.status, receiver.location = 302, f"http://127.0.0.1:{receiver.port}/elsewhere"

    deliver(moment)
    redirected = Delivery.objects.get()
    receiver.status, receiver.location = 410, ""
    assert redirected.next_at is not None
    deliver(redirected.next_at)

    assert [headers["path"] for headers, _ in receiver.got] == ["/hook?from=shouwei"] * 2
    subscription.refresh_from_db()
    assert subscription.stopped_at is not None


@pytest.mark.django_db
@pytest.mark.usefixtures("plan")
def test_an_internal_address_is_not_called(cast: Cast, receiver: Receiver) -> None:
    subscribed(cast.lin, receiver.url)
    moment = happen(cast, "north")
    queue_deliveries(moment)

    deliver(moment)

    delivery = Delivery.objects.get()
    assert (receiver.got, delivery.status, delivery.state) == ([], None, "waiting")
    assert "内部网络（127.0.0.1）" in delivery.said


SPELLINGS = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "localhost", "LOCALHOST.", "[::1]",  # noqa: S104  # asked for, not bound
    "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]", "169.254.169.254", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "[fe80::1]",
    "[fd00::1]", "224.0.0.1", "255.255.255.255", "１２７.0.0.1",
]  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_an_internal_address_gets_through(receiver: Receiver, host: str) -> None:
    outcome = post(f"http://{host}:{receiver.port}/", b"{}", {}, allow_private=False)

    assert (receiver.got, outcome.status) == ([], None)


def test_with_the_guard_off_the_same_address_is_reached(receiver: Receiver) -> None:
    """The negative control."""
    assert post(receiver.url, b"{}", {"Content-Type": "x"}, allow_private=True).status == 204
    assert len(receiver.got) == 1


def test_a_name_that_turns_inward_afterwards_changes_nothing(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is asked once; the connection goes to the address that was judged, not to a second answer."""
    asked = []

    def resolve(host: str, port: int, **_: object) -> list[Any]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.9.9.9"
        return [(2, 1, 6, "", (address, port))]

    monkeypatch.setattr("shouwei.core.outgoing.socket.getaddrinfo", resolve)
    connected = []
    original = __import__("socket").create_connection

    def connect(address: tuple[str, int], timeout: float) -> Any:
        connected.append(address[0])
        monkeypatch.undo()
        return original(address, timeout)

    monkeypatch.setattr("shouwei.core.outgoing.socket.create_connection", connect)
    outcome = post(f"http://oa.example.test:{receiver.port}/x", b"{}", {}, allow_private=True)

    assert (outcome.status, asked, connected) == (204, ["oa.example.test"], ["127.0.0.1"])
    assert receiver.got[0][0]["host"] == f"oa.example.test:{receiver.port}"


@given(st.ip_addresses(v=4))
def test_an_address_mapped_into_the_other_family_is_judged_alike(address: Any) -> None:
    assert is_private(f"::ffff:{address}") == is_private(str(address))
    assert is_private(f"64:ff9b::{address}") == is_private(str(address))


@given(st.binary(max_size=200), st.integers(0, 2**31))
def test_a_signature_fits_only_what_was_signed(body: bytes, timestamp: int) -> None:
    secret = new_secret()
    header = signature(secret, message="msg_1", timestamp=timestamp, body=body)

    fits = [
        verifies(secret, f"v1,other {header}", message="msg_1", timestamp=timestamp, body=body),
        verifies(secret, header, message="msg_2", timestamp=timestamp, body=body),
        verifies(secret, header, message="msg_1", timestamp=timestamp + 1, body=body),
        verifies(new_secret(), header, message="msg_1", timestamp=timestamp, body=body),
    ]

    assert fits == [True, False, False, False]


def test_the_signature_is_that_of_the_standard() -> None:
    """The example printed in the Standard Webhooks specification."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'

    header = signature(secret, message="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=body)

    assert header == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"kinds": []},
        {"kinds": ["people.user"]},
        {"url": "ftp://example.test/"},
        {"url": "https://user:secret@example.test/"},
        {"url": "javascript:alert(1)"},
        {"url": "https://"},
        {"url": "https://example.test:99999/"},
        {"url": "https://example.test/ x"},
        {"url": "https://example.test/\r\nX: y"},
    ],
)
def test_a_subscription_that_may_not_be(cast: Cast, changed: dict[str, Any]) -> None:
    wanted = {"name": "系统", "url": "https://example.test/", "kinds": ["planning.plan"]} | changed

    with pytest.raises(Refused):
        subscribe_webhook(**wanted, by=cast.lin)

    assert Subscription.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("plan", "allowed")
def test_the_log_shows_it_and_a_click_sends_it_again(cast: Cast, receiver: Receiver, client: Client) -> None:
    subscription, _ = subscribed(cast.lin, receiver.url)
    moment = happen(cast, "north")
    queue_deliveries(moment)
    deliver(moment)
    delivery = Delivery.objects.get()
    again = f"/interfaces/webhooks/{subscription.pk}/deliveries/{delivery.pk}/again/"
    client.force_login(cast.zhao.user)
    assert client.post(again).status_code == 404
    client.force_login(cast.lin.user)

    page = client.get(f"/interfaces/webhooks/{subscription.pk}/").content.decode()
    assert client.post(again).status_code == 302
    deliver(now() + timedelta(minutes=1))

    assert ("已送达" in page, delivery.message in page) == (True, True)
    assert [headers["webhook-id"] for headers, _ in receiver.got] == [delivery.message] * 2


def test_every_kind_has_its_key() -> None:
    from shouwei.front.interfaces.queries.webhooks import VIEWED_BY

    assert VIEWED_BY.keys() == KINDS.keys()


@pytest.mark.django_db
def test_the_secret_is_stored_encrypted(cast: Cast, plan: Plan) -> None:
    from django.db import connection

    _, secret = subscribed(cast.lin, "https://example.test/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM interfaces_subscription")
        stored = bytes((cursor.fetchone() or (b"",))[0])

    assert secret.encode() not in stored
    assert len(stored) > len(secret)
