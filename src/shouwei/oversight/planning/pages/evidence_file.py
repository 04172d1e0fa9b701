"""Hand out one piece of evidence; nothing is ever served by path."""

from pathlib import Path

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from shouwei.core.keys import SignedInRequest
from shouwei.ground.documents.workflows.keep_file import path_of

from ..models import Evidence
from ..permissions import KEYS
from ..queries.duty_files import SHOWN_INLINE

PDF = "application/pdf"
# The viewer built into browsers refuses to work in a sandbox; it runs nothing of the file outside itself.
POLICIES = {PDF: "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"}
SANDBOX = "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'"


@KEYS.page("view_evidence")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    evidence = KEYS.fetch(request.identity, "view_evidence", Evidence.objects.select_related("file"), pk=pk)
    file = evidence.file
    path = path_of(file.sha256)
    if not path.is_file():
        raise Http404
    inline = "view" in request.GET and file.media_type in SHOWN_INLINE
    return handed_out(path, name=file.name, media_type=file.media_type, inline=inline)


def handed_out(path: Path, *, name: str, media_type: str, inline: bool) -> HttpResponse:
    """The bytes under the name they came with; anything a browser might run is given as plain bytes to keep."""
    response = HttpResponse(path.read_bytes(), content_type=media_type if inline else "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICIES.get(media_type, SANDBOX) if inline else SANDBOX
    response["Cache-Control"] = "private, max-age=3600"
    return response
