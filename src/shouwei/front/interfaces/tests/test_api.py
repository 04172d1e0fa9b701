"""The API: a token acts as one identity, within its scopes, through the same keys as that identity's pages."""

from __future__ import annotations

from datetime import timedelta

import jsonschema_rs
import pytest
from django.test import Client
from schemathesis.specs.openapi.definitions import OPENAPI_31
from tests.cast import Cast

from shouwei.core.clock import now, today
from shouwei.core.verdict import Refused
from shouwei.front.interfaces.models import Answer, Token
from shouwei.front.interfaces.workflows.issue_token import issue_token
from shouwei.front.interfaces.workflows.revoke_token import revoke_token
from shouwei.ground.audit.models import Event
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Duty, Plan, ProgressReport
from shouwei.oversight.planning.rules.periods import period_of

from .conftest import Caller, token_for

pytestmark = pytest.mark.django_db
WORDS = {"text": "已召开专业论证会。", "percent": 20}


@pytest.fixture
def duty(plan: Plan, cast: Cast) -> Duty:
    return Duty.objects.get(task__number=1, organisation=cast.north)


def test_what_it_reads_is_what_the_page_shows(plan: Plan, cast: Cast, call: Caller) -> None:
    answer = call(token_for(cast.lin), "get", "duties")

    own = Duty.objects.filter(organisation=cast.north).order_by("pk")
    assert [item["id"] for item in answer.json()["items"]] == [duty.pk for duty in own]
    assert (answer.status_code, answer.json()["next_cursor"], len(own)) == (200, "", 3)


def test_a_sisters_row_does_not_exist_and_looks_like_none(plan: Plan, cast: Cast, call: Caller) -> None:
    token = token_for(cast.lin)
    foreign = Duty.objects.get(task__number=1, organisation=cast.south)

    answers = [call(token, "get", f"duties/{number}") for number in (foreign.pk, 987654321)]

    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert call(token, "get", f"duties?organisation={cast.south.pk}").json()["items"] == []


def test_pages_by_cursor_show_every_row_once(plan: Plan, cast: Cast, call: Caller) -> None:
    token, cursor, seen = token_for(cast.chen), "", []
    for _ in range(10):
        page = call(token, "get", f"duties?limit=3&cursor={cursor}").json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            break

    assert seen == list(Duty.objects.order_by("pk").values_list("pk", flat=True))
    assert len(seen) == 8


@pytest.mark.parametrize("many", [1, 8])
def test_a_list_costs_the_same_for_one_row_and_for_all(
    plan: Plan,
    cast: Cast,
    call: Caller,
    many: int,
    django_assert_num_queries: Caller,
) -> None:
    token = token_for(cast.chen)
    with django_assert_num_queries(3):  # counted use, token with identity, rows
        assert len(call(token, "get", f"duties?limit={many}").json()["items"]) == many


def test_nothing_has_changed_says_304(plan: Plan, cast: Cast, call: Caller) -> None:
    token = token_for(cast.chen)
    first = call(token, "get", "tasks")

    again = call(token, "get", "tasks", If_None_Match=first.headers["ETag"])
    Duty.objects.all()
    plan.tasks.filter(number=1).update(text="改过的任务")
    changed = call(token, "get", "tasks", If_None_Match=first.headers["ETag"])

    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)


@pytest.mark.parametrize("text", ["", "swt_", "swt_" + "x" * 43, "swt_\ud800", "x" * 5000, "Bearer"])
def test_a_wrong_token_opens_nothing(plan: Plan, client: Client, text: str) -> None:
    header = f"Bearer {text}".encode("utf8", "surrogatepass").decode("latin1")

    answer = client.get("/interfaces/api/v1/plans", headers={"Authorization": header})

    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert (answer.json()["title"], answer.headers["WWW-Authenticate"]) == ("令牌无效", "Bearer")


def test_a_session_cookie_is_no_token(plan: Plan, cast: Cast, client: Client) -> None:
    client.force_login(cast.chen.user)

    assert client.get("/interfaces/api/v1/plans").status_code == 401


def test_revoked_expired_and_ended_tokens_stop_at_once(plan: Plan, cast: Cast, call: Caller) -> None:
    revoked, expired, ended = (token_for(identity) for identity in (cast.lin, cast.chen, cast.zhao))
    revoke_token(Token.objects.get(identity=cast.lin), by=cast.lin, now=now())
    Token.objects.filter(identity=cast.chen).update(expires_on=today() - timedelta(days=1))
    Identity.objects.filter(pk=cast.zhao.pk).update(until=today() - timedelta(days=1))

    assert [call(t, "get", "plans").status_code for t in (revoked, expired, ended)] == [401, 401, 401]


def test_without_the_scope_or_the_key_the_door_stays_shut(plan: Plan, cast: Cast, call: Caller, duty: Duty) -> None:
    narrow = token_for(cast.lin, ["plan.read"])
    without_key = token_for(cast.chen)

    answers = [
        call(narrow, "get", "duties"),
        call(without_key, "post", f"duties/{duty.pk}/report", json=WORDS, Idempotency_Key="12345678"),
    ]

    assert [(a.status_code, a.json()["title"]) for a in answers] == [(403, "没有权限")] * 2
    assert ProgressReport.objects.count() == 0


def test_who_may_not_is_told_so_before_the_body_is_looked_at(cast: Cast, call: Caller, duty: Duty) -> None:
    narrow, without_key = token_for(cast.lin, ["plan.read"]), token_for(cast.chen)
    place = f"duties/{duty.pk}/report"

    answers = [
        call(narrow, "put", place, json={"percent": 101}),
        call(narrow, "post", place, json=["no object"], Idempotency_Key="x"),
        call(narrow, "get", "duties?limit=-5&cursor=%00"),
        call(without_key, "put", place, json={"nonsense": 1}),
        call(without_key, "post", place),
    ]

    assert {(a.status_code, a.json()["errors"] == []) for a in answers} == {(403, True)}


def test_the_minute_has_its_measure(plan: Plan, cast: Cast, call: Caller) -> None:
    token = token_for(cast.lin)
    Token.objects.update(per_minute=2)

    answers = [call(token, "get", "plans") for _ in range(3)]

    assert [a.status_code for a in answers] in ([200, 200, 429], [200, 200, 200])
    if answers[-1].status_code == 429:  # the minute did not turn meanwhile
        assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
        assert "每分钟最多2次请求" in answers[-1].json()["detail"]


def test_submitting_is_the_pages_workflow_and_happens_once_per_key(cast: Cast, call: Caller, duty: Duty) -> None:
    token = token_for(cast.lin)

    first = call(token, "post", f"duties/{duty.pk}/report", json=WORDS, Idempotency_Key="report-2026-1")
    again = call(token, "post", f"duties/{duty.pk}/report", json=WORDS, Idempotency_Key="report-2026-1")
    other = call(token, "post", f"duties/{duty.pk}/report", json={"percent": 30}, Idempotency_Key="report-2026-1")
    twice = call(token, "post", f"duties/{duty.pk}/report", json=WORDS, Idempotency_Key="report-2026-2")

    report = ProgressReport.objects.get()
    assert (first.status_code, first.json()["state"], first.json()["id"]) == (201, "approved", report.pk)
    assert (again.status_code, again.json(), again.headers["Idempotent-Replayed"]) == (201, first.json(), "true")
    assert (other.status_code, twice.status_code) == (422, 409)
    assert "本期进展已报送" in twice.json()["detail"]
    assert report.period_first == period_of(today(), duty.task.plan.report_rhythm).first
    assert Event.objects.filter(on_type="planning.progressreport").count() == 1
    assert Answer.objects.count() == 1  # a refusal leaves its key free


def test_a_wrong_body_is_named_place_by_place(cast: Cast, call: Caller, duty: Duty) -> None:
    token = token_for(cast.lin)
    wrong = {"text": "x" * 4001, "percent": 101, "state": "accepted"}

    answer = call(token, "put", f"duties/{duty.pk}/report", json=wrong, Idempotency_Key="12345678")

    assert answer.status_code == 422
    assert {place["where"]: place["what"] for place in answer.json()["errors"]} == {
        "body.text": "超过4000个字。",
        "body.percent": "不能大于100。",
        "body.state": "不认识这一项，请删除。",
    }
    assert ProgressReport.objects.count() == 0


def test_only_the_digest_is_kept_and_the_trail_does_not_tell(cast: Cast) -> None:
    text = token_for(cast.lin)

    row = Token.objects.get()
    assert text not in str(row.__dict__)
    assert text not in "".join(str(event.__dict__) for event in Event.objects.all())
    assert (row.beginning, len(row.digest)) == (text[:12], 64)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": " "}, "请填写令牌用途"),
        ({"scopes": []}, "至少选择一项"),
        ({"scopes": ["everything"]}, "不认识的项目"),
        ({"expires_on": today()}, "必须晚于今天"),
        ({"expires_on": today() + timedelta(days=367)}, "最长366天"),
    ],
)
def test_a_token_that_may_not_be(cast: Cast, changed: dict[str, object], sentence: str) -> None:
    wanted = {"name": "程序", "scopes": ["plan.read"], "expires_on": today() + timedelta(days=1)} | changed

    with pytest.raises(Refused, match=sentence):
        issue_token(**wanted, by=cast.lin, today=today())  # type: ignore[arg-type]  # wrong on purpose

    assert Token.objects.count() == 0


def test_ten_tokens_are_enough(cast: Cast) -> None:
    for _ in range(10):
        token_for(cast.lin)

    with pytest.raises(Refused, match="已有10个有效令牌"):
        token_for(cast.lin)

    assert Token.objects.count() == 10


def test_the_token_is_shown_once_and_others_do_not_see_the_row(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    form = {"name": "程序", "scopes": ["plan.read"], "expires_on": today() + timedelta(days=9)}

    shown = client.post("/interfaces/tokens/", form).content.decode()
    later = client.get("/interfaces/tokens/").content.decode()

    token = Token.objects.get()
    assert ("swt_" in shown, "复制令牌" in shown) == (True, True)
    assert (f"{token.beginning}…" in later, "复制令牌" in later) == (True, False)
    client.force_login(cast.wu.user)
    assert token.beginning not in client.get("/interfaces/tokens/").content.decode()
    assert client.post(f"/interfaces/tokens/{token.pk}/revoke/").status_code == 404
    client.force_login(cast.guan.user)
    assert client.post(f"/interfaces/tokens/{token.pk}/revoke/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_the_documentation_needs_no_script_and_names_every_operation(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)

    page = client.get("/interfaces/api/").content.decode()
    document = client.get("/interfaces/api/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    by_the_standard = jsonschema_rs.validator_for(OPENAPI_31)
    assert [error.message for error in by_the_standard.iter_errors(document)] == []
    assert not by_the_standard.is_valid({**document, "paths": {"no slash": {}, "/x": {"get": {"responses": []}}}})
    assert len(document["paths"]) == 16
    report = document["paths"]["/interfaces/api/v1/duties/{number}/report"]
    assert [report[method]["security"] for method in ("put", "post")] == [[{"BearerToken": ["report.write"]}]] * 2
    assert all(path.removeprefix("/interfaces/api/v1") in page for path in document["paths"])
    assert "Idempotency-Key" in page
