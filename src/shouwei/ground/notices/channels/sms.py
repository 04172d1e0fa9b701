"""A text message through any gateway that takes JSON: ``{"phone", "text", "id"}``, a bearer token and ``Idempotency-Key``.

Any 2xx answer is acceptance; 408, 429 and 5xx are tried again, other answers are not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.conf import settings

from shouwei.core.outgoing import post

from .protocol import Message, Outcome

LATER = frozenset({408, 429})


@dataclass(frozen=True, slots=True)
class Sms:
    url: str
    token: str
    repeatable: bool = True

    def send(self, message: Message) -> Outcome:
        number = str(message.number)
        body = json.dumps({"phone": message.to, "text": message.text, "id": number}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": number}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        answer = post(self.url, body, headers, allow_private=settings.WEBHOOKS_MAY_REACH_PRIVATE_ADDRESSES)
        if answer.accepted:
            return Outcome(True)
        if answer.status is None:
            return Outcome(False, answer.said, again=True, down=True)
        return Outcome(False, f"短信网关答复{answer.status}。", again=answer.status >= 500 or answer.status in LATER)
