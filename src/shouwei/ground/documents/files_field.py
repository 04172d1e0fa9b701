"""A form field for several files at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of uploaded files, empty when none was chosen. What they hold is judged by the upload gate."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(file, initial) for file in files]
