"""Backup and restore of one installation: plain Python round pg_dump, psql and a tar file."""
