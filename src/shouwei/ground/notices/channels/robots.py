"""Group robots of WeCom, DingTalk and Feishu: a text to a secret address, signed where the robot wants it.

All three answer 200 also when they refuse; the code in the body decides. None of them recognises a repetition, so an attempt whose
end nobody saw is not repeated. Sources: the providers' documents on custom group robots (signing: HMAC-SHA256 over time and secret).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings

from shouwei.core.clock import now
from shouwei.core.outgoing import post

from .protocol import Message, Outcome

TOO_OFTEN = frozenset({45009, 130101, 410100, 660026, 9499, 11232})
"""Codes that mean "too many messages a minute"."""
Prepared = tuple[str, dict[str, Any]]


def _wecom(url: str, secret: str, text: str, second: int) -> Prepared:
    return url, {"msgtype": "text", "text": {"content": text}}


def _dingtalk(url: str, secret: str, text: str, second: int) -> Prepared:
    if secret:
        stamp = str(second * 1000)
        signed = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
        joint = "&" if "?" in url else "?"
        url = f"{url}{joint}timestamp={stamp}&sign={quote(base64.b64encode(signed).decode(), safe='')}"
    return url, {"msgtype": "text", "text": {"content": text}}


def _feishu(url: str, secret: str, text: str, second: int) -> Prepared:
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if secret:
        signed = hmac.new(f"{second}\n{secret}".encode(), b"", hashlib.sha256).digest()
        body |= {"timestamp": str(second), "sign": base64.b64encode(signed).decode()}
    return url, body


PREPARE: dict[str, Callable[[str, str, str, int], Prepared]] = {
    "wecom": _wecom,
    "dingtalk": _dingtalk,
    "feishu": _feishu,
}


@dataclass(frozen=True, slots=True)
class Robot:
    kind: str
    url: str
    secret: str
    repeatable: bool = False

    def send(self, message: Message) -> Outcome:
        url, content = PREPARE[self.kind](self.url, self.secret, message.text, int(now().timestamp()))
        body = json.dumps(content, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        answer = post(url, body, headers, allow_private=settings.WEBHOOKS_MAY_REACH_PRIVATE_ADDRESSES)
        if answer.status is None:
            asked = "Timeout" in answer.said  # connected and waited: the group may have heard it
            return Outcome(False, answer.said, again=not asked, down=True, unsure=asked)
        if not answer.accepted:
            return Outcome(False, f"机器人答复{answer.status}。", again=answer.status >= 500 or answer.status == 429)
        code, said = _code(answer.said)
        if code == 0:
            return Outcome(True)
        return Outcome(False, f"机器人拒绝，代码{code}：{said}"[:300], again=code in TOO_OFTEN)


def _code(text: str) -> tuple[int, str]:
    """The code of the answer and its words; -1 for an answer that is none."""
    try:
        answer = json.loads(text)
        code = answer.get("errcode", answer.get("code", answer.get("StatusCode", -1)))
        return int(code), str(answer.get("errmsg", answer.get("msg", "")))
    except (ValueError, TypeError, AttributeError):
        return -1, "应答不能识别"
