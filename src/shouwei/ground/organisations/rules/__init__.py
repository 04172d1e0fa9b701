"""Decisions about membership."""
