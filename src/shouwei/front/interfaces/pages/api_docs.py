"""The API's documentation, drawn on the server from the OpenAPI document: no foreign script, nothing to load."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.policies.queries import value_of

from ..api.house import PREFIX, document
from ..permissions import KEYS
from ..rules.tokens import SCOPES
from .tabs import tabs

TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
    "array": "列表",
    "object": "对象",
    "null": "空",
}


@KEYS.page("view_tokens")
def page(request: SignedInRequest) -> HttpResponse:
    schema = document()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            shown = _shown(path, method, operation, schema["components"]["schemas"])
            groups.setdefault(operation["tags"][0], []).append(shown)
    context = {
        "info": schema["info"],
        "paragraphs": schema["info"]["description"].split("\n\n"),
        "groups": groups,
        "prefix": PREFIX,
        "scopes": SCOPES,
        "contact": value_of("secretariat.contact", today()),
        "tabs": tabs(request, "api_docs"),
    }
    return render(request, "interfaces/api_docs.html", context)


@KEYS.page("view_tokens")
def openapi(request: SignedInRequest) -> HttpResponse:
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _shown(path: str, method: str, operation: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    status, answer = next((s, a) for s, a in operation["responses"].items() if str(s).startswith("2"))
    told = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "method": method.upper(),
        "path": path.removeprefix(PREFIX),
        "summary": operation["summary"],
        "id": operation["operationId"],
        "scope": next(iter(operation["security"][0].values()))[0],
        "parameters": [
            {
                "name": p["name"],
                "place": p["in"],
                "needed": p.get("required"),
                "type": _type(p["schema"]),
                "text": _text(p),
            }
            for p in operation.get("parameters", [])
        ],
        "body": _fields(body, shapes),
        "status": status,
        "answer": _fields(told, shapes),
    }


def _text(parameter: dict[str, Any]) -> str:
    text: str = parameter.get("description") or parameter["schema"].get("description", "")
    return text or ("编号" if parameter["in"] == "path" else "")


def _fields(schema: dict[str, Any], shapes: dict[str, Any]) -> list[dict[str, Any]]:
    shape = _resolved(schema, shapes)
    items = shape.get("properties", {}).get("items", {})
    prefix = ""
    if items.get("type") == "array":
        shape, prefix = _resolved(items["items"], shapes), "items[]."
    needed = shape.get("required", [])
    return [
        {"name": prefix + name, "type": _type(field), "needed": name in needed, "text": field.get("description", "")}
        for name, field in shape.get("properties", {}).items()
    ]


def _resolved(schema: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = shapes[name] if name else schema
    return found


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return "或".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return "、".join(map(str, schema["enum"]))
    if schema.get("format") == "date":
        return "日期"
    return TYPES.get(schema.get("type", ""), "对象")
