"""Serve the few third-party files we name, not the folders they come in (Tabler alone ships a hundred style sheets)."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage


class NamedFilesFinder(BaseFinder):
    """Finds ``settings.VENDOR_FILES``: address below ``static/`` → file."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        file: Path | None = settings.VENDOR_FILES.get(path)
        if file is None or not file.exists():
            return []
        return [str(file)] if find_all else str(file)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for address, file in settings.VENDOR_FILES.items():
            storage = FileSystemStorage(location=str(file.parent))
            storage.prefix = address.rsplit("/", 1)[0]  # type: ignore[attr-defined]  # collectstatic reads it
            yield file.name, storage
