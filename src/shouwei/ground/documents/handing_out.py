"""A kept file as an answer: checked against its digest, under the name it came with, unable to run anything."""

from __future__ import annotations

import base64

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from .models import StoredFile
from .workflows.read_whole import read_whole

PDF = "application/pdf"
SHOWN_INLINE = frozenset({"image/png", "image/jpeg", PDF})
"""Kinds a browser shows without running anything of ours or theirs."""
# The viewer built into browsers refuses to work in a sandbox; it runs nothing of the file outside itself.
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
SANDBOX = "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'"


def handed_out(file: StoredFile, *, inline: bool = False) -> HttpResponse:
    """Anything a browser might run is given as plain bytes to keep. ``Refused`` when the file is damaged or gone."""
    data = read_whole(file)
    inline = inline and file.media_type in SHOWN_INLINE
    response = HttpResponse(data, content_type=file.media_type if inline else "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(not inline, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    shows_pdf = inline and file.media_type == PDF
    response["Content-Security-Policy"] = PDF_POLICY if shows_pdf else SANDBOX
    response["X-Frame-Options"] = "SAMEORIGIN" if shows_pdf else "DENY"
    response["Digest"] = f"sha-256={base64.b64encode(bytes.fromhex(file.sha256)).decode()}"
    return response
