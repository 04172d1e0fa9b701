"""Errors as RFC 9457 problem details, in Chinese sentences that say what to do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from shouwei.core.verdict import Refused

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "请求无法识别",
    401: "令牌无效",
    403: "没有权限",
    404: "没有找到",
    405: "不支持的方法",
    409: "当前不能办理",
    413: "内容太大",
    422: "内容不符合要求",
    429: "请求过于频繁",
}
WAYS_OUT = {
    401: "请在Authorization头写“Bearer 令牌”；令牌可能已过期或被撤销，可在“接口与订阅”页重新签发。",
    403: "该令牌的身份或权限范围不包括这项操作。",
    404: "该对象不存在，或不在本身份可见范围内。",
    400: "请检查请求正文是否为JSON，编码是否为UTF-8。",
    405: "请对照接口文档检查请求方法。",
}


class Place(Schema):
    """One thing that is wrong, and where."""

    where: str = Field(description="位置，例如body.percent")
    what: str = Field(description="原因")


class Problem(Schema):
    """RFC 9457."""

    type: str = Field("about:blank", description="问题类型")
    title: str = Field(description="类别")
    status: int = Field(description="HTTP状态码")
    detail: str = Field("", description="原因和处理办法")
    errors: list[Place] = Field(default_factory=list, description="逐项错误")


class Stop(Exception):
    """Answer with this problem."""

    def __init__(self, status: int, detail: str = "", **headers: str) -> None:
        super().__init__(status)
        self.status, self.detail, self.headers = status, detail, headers


def problem(status: int, detail: str = "", errors: list[dict[str, Any]] | None = None, **headers: str) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "请求未能办理"),
        "status": status,
        "detail": detail or WAYS_OUT.get(status, ""),
        "errors": errors or [],
    }
    content = json.dumps(body, ensure_ascii=False)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=named)


def answer_problems(api: NinjaAPI) -> None:
    """Every way in which an operation may fail, as a problem; nothing of the inside is told."""

    @api.exception_handler(Stop)
    def stopped(request: HttpRequest, stop: Stop) -> HttpResponse:
        return problem(stop.status, stop.detail, None, **stop.headers)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
        return problem(409, str(refusal))

    @api.exception_handler(Http404)
    def absent(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(401, WWW_Authenticate="Bearer")

    @api.exception_handler(HttpError)
    def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code)

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return problem(413, "请求正文过大，请分批提交。")

    @api.exception_handler(SuspiciousOperation)
    def suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
        return problem(400)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        places = [{"where": _where(one.get("loc", ())), "what": in_chinese(one)} for one in error.errors]
        return problem(422, f"有{len(places)}处不符合要求，详见errors。", places)


def _where(place: Sequence[str | int]) -> str:
    """As the caller wrote it: the second part of a place in the body is the name our own code has for the body."""
    part, *rest = place or ("",)
    return ".".join(map(str, [part, *(rest[1:] if part == "body" else rest)]))


SENTENCES = {
    "missing": "缺少这一项。",
    "extra_forbidden": "不认识这一项，请删除。",
    "int_parsing": "应为整数。",
    "int_type": "应为整数。",
    "int_from_float": "应为整数。",
    "bool_parsing": "应为true或false。",
    "bool_type": "应为true或false。",
    "string_type": "应为文字。",
    "string_too_long": "超过{max_length}个字。",
    "string_too_short": "不能少于{min_length}个字。",
    "greater_than_equal": "不能小于{ge}。",
    "less_than_equal": "不能大于{le}。",
    "literal_error": "应为下列之一：{expected}。",
    "enum": "应为下列之一：{expected}。",
    "model_attributes_type": "应为JSON对象。",
    "date_from_datetime_parsing": "应为日期，例如2026-03-31。",
    "date_parsing": "应为日期，例如2026-03-31。",
    "value_error": "含有不允许的字符或格式不对。",
}


def in_chinese(error: dict[str, Any]) -> str:
    sentence = SENTENCES.get(str(error.get("type")), "不符合要求，请对照接口文档检查。")
    try:
        return sentence.format(**error.get("ctx", {}))
    except (KeyError, IndexError):
        return sentence
