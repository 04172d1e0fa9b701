"""Pages in place of the browser's blank one or an error of ours: where an address takes only what a form sends, or says nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render


class NotAllowedMiddleware:
    """Who reloads such an address, or returns to it after signing in, is told where to go on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed) or request.method != "GET":
            return answer
        shown = render(request, "405.html", status=405)
        shown["Allow"] = answer["Allow"]
        return shown


API = "/interfaces/api/"
"""Looks at every value itself and answers in its own form, the key first."""


class ZeroByteMiddleware:
    """No text in the database holds a zero byte, so an address that looks for one is told that it was not understood."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        odd = "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info
        if odd and not request.path_info.startswith(API):
            return render(request, "400.html", status=400)
        return self.get_response(request)
