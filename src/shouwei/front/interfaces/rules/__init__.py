"""Decisions about tokens, webhooks and feeds."""
