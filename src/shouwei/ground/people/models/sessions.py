"""A sign-in that is still open: whose, from which device, since when. The row *is* the session, so it costs no query of its own."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from .accounts import User


class Session(AbstractBaseSession):
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    """None before sign-in."""
    device = models.CharField(max_length=60, blank=True)
    """What the browser says it is, in words: 手机 · 微信."""
    address = models.CharField(max_length=45, blank=True)
    """Masked before it is stored: 203.0.113.*"""
    way = models.CharField(max_length=40, blank=True)
    """How the person signed in, in words."""
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        indexes: ClassVar = [models.Index(fields=["user", "-seen_at"], name="session_of_user")]

    def __str__(self) -> str:
        return f"{self.device}（{self.address}）"

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore
