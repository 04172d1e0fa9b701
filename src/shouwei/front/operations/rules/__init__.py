"""Decisions about backups, health and jobs."""
