"""The API put together: operations, problems, addresses with their keys, and the document that describes it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from . import reading, writing
from .doors import BearerToken, shut
from .problems import MEDIA_TYPE, Problem, answer_problems, problem

PREFIX = "/interfaces/api/v1"
REFUSALS = (400, 401, 403, 404, 405, 409, 413, 422, 429)
DESCRIPTION = """以访问令牌代表一个身份读写数据，可见范围与该身份登录页面时完全一致。不属于该身份的数据一律答404。

写操作必须带Idempotency-Key：网络中断后用同一个键重发，不会重复办理。列表按next_cursor翻页。
读操作带ETag；下次以If-None-Match询问，没有变化时答304。出错时按RFC 9457返回application/problem+json。"""


class PlainJson(JSONRenderer):
    """Chinese as Chinese."""

    json_dumps_params = {"ensure_ascii": False}  # read by the base class


api = NinjaAPI(
    renderer=PlainJson(),
    title="首位接口",
    version="1",
    description=DESCRIPTION,
    auth=shut,
    openapi_url=None,
    docs_url=None,
    urls_namespace="interfaces:api",
)
api.add_router("", reading.router)
api.add_router("", writing.router)
answer_problems(api)


def addresses() -> list[URLPattern]:
    """The operations' addresses, each marked with the keys its methods ask for, so that the walk over all addresses sees them."""
    patterns, _, _ = api.urls
    found = []
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        if pattern.name == "api-root":
            continue
        pattern.callback = _answering(pattern.callback)
        found.append(pattern)
    return [*found, path("<path:rest>", absent, name="absent")]


@csrf_exempt
def absent(request: HttpRequest, rest: str) -> HttpResponse:
    """Programmes get their problems as JSON also where there is no operation at all."""
    return problem(404)


absent.key = ("api", "absent")  # type: ignore[attr-defined]  # read by the walk over all addresses


def doors() -> dict[str, dict[str, BearerToken]]:
    """Address below the API → method → the door of the operation behind it."""
    found: dict[str, dict[str, BearerToken]] = {}
    for router in api._get_bound_routers():
        for place, view in router.path_operations.items():
            found[place] = {method: _door(one) for one in view.operations for method in one.methods}
    return found


def _door(operation: Operation) -> BearerToken:
    door = operation.auth_param
    assert isinstance(door, BearerToken), f"{operation.path} names no door"
    return door


def keys() -> dict[str, dict[str, tuple[str, str]]]:
    """Address below the API → method → (room, action)."""
    return {
        place: {method: (door.keys.room, door.action) for method, door in methods.items()}
        for place, methods in doors().items()
    }


def _answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Methods that do not exist as problems, entity tags on what was read, nothing kept by caches in between."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            response = problem(405, Allow=response.headers.get("Allow", ""))
        if request.method == "GET" and response.status_code == 200:
            response = _tagged(request, response)
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["Vary"] = "Authorization"
        return response

    answer.key = ("api", view.__name__)  # type: ignore[attr-defined]  # read by the walk over all addresses
    return csrf_exempt(answer)


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    asked = {part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")}
    if tag in asked or "*" in asked:
        response = HttpResponse(status=304)
    response.headers["ETag"] = tag
    return response


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document; every operation also names its scope and the ways in which it may refuse."""
    schema = dict(api.get_openapi_schema(path_prefix=PREFIX + "/"))
    schema["openapi"] = "3.1.0"
    shapes = schema["components"]["schemas"]
    refusal = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    for name, shape in refusal.pop("$defs", {}).items():
        shapes[name] = shape
    shapes["Problem"] = refusal
    scopes = {
        PREFIX + place.replace("{int:", "{"): {method.lower(): door.scope for method, door in methods.items()}
        for place, methods in doors().items()
    }
    for address, place in schema["paths"].items():
        for method, operation in place.items():
            operation["security"] = [{BearerToken.__name__: [scopes[address][method]]}]
            for status in REFUSALS:
                content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
                operation["responses"][str(status)] = {"description": "问题说明", "content": content}
    return schema
