"""How style sheets and scripts are collected: named by content, compressed once, without their source maps."""

from __future__ import annotations

from typing import ClassVar

from whitenoise.storage import (  # type: ignore[import-untyped]  # it comes without types
    CompressedManifestStaticFilesStorage,
)

SOURCE_MAP = "sourceMappingURL"


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # for the same reason
    """Source maps are for whoever builds Tabler; collecting them would triple the time of the first start."""

    patterns: ClassVar = tuple(
        (files, tuple(pattern for pattern in patterns if SOURCE_MAP not in str(pattern)))
        for files, patterns in CompressedManifestStaticFilesStorage.patterns
    )

    @property
    def keep_only_hashed_files(self) -> bool:
        """Nothing asks for the plain names: every page goes through the manifest."""
        return True
