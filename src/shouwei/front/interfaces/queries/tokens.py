"""Tokens in force."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from ..models import Token


def in_force(today: date) -> QuerySet[Token]:
    return Token.objects.filter(revoked_at=None, expires_on__gte=today)
