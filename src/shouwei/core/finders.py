"""Many small files for the people who write them, one style sheet and one script for the browsers that fetch them.

A first visit then costs five requests instead of thirty. There is no build step: the bundle is put together when static
files are found or collected.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

SOURCE = Path(__file__).parent / "static" / "shouwei"
STYLES = ("tokens", "base", "forms", "components", "data", "frame")  # the cascade; other sheets follow by name
PAPER, FIRST = "print.css", "boot.js"  # the last of the sheet, for paper only; written into every page
STYLE_SHEET, SCRIPT = "shouwei/css/all.css", "shouwei/js/all.js"


def style_sheet() -> str:
    """All style sheets in the order of the cascade, the one for paper last."""
    order = [f"{name}.css" for name in STYLES]
    others = sorted(file.name for file in (SOURCE / "css").glob("*.css") if file.name not in {*order, PAPER})
    return f"{_joined('css', [*order, *others])}\n@media print {{\n{_joined('css', [PAPER])}\n}}\n"


def script() -> str:
    """All scripts; each file is a function of its own and sees no other's names."""
    return _joined("js", sorted(file.name for file in (SOURCE / "js").glob("*.js") if file.name != FIRST))


def _joined(folder: str, names: Iterable[str]) -> str:
    return "\n".join((SOURCE / folder / name).read_text(encoding="utf8") for name in names)


class BundleFinder(BaseFinder):
    """Finds the two bundles; they are written into the data folder as they are asked for."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in (STYLE_SHEET, SCRIPT):
            return []
        file = str(self._written(path))
        return [file] if find_all else file

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for address in (STYLE_SHEET, SCRIPT):
            self._written(address)
            yield address, FileSystemStorage(location=str(settings.BUNDLES))

    def _written(self, address: str) -> Path:
        file: Path = settings.BUNDLES / address
        text = style_sheet() if address == STYLE_SHEET else script()
        if not file.exists() or file.read_text(encoding="utf8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf8")
        return file
