"""A paper as a download: Word to work on, PDF to print."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse

from shouwei.ground.documents.official.document import OfficialDocument
from shouwei.ground.documents.official.pdf import to_pdf
from shouwei.ground.documents.official.word import to_docx

FORMATS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    "pdf": ("application/pdf", to_pdf),
}


def paper_answer(paper: OfficialDocument, file_format: str, name: str) -> HttpResponse:
    """``name`` without extension, in Chinese. 404 for any other format than docx and pdf."""
    if file_format not in FORMATS:
        raise Http404
    media_type, render = FORMATS[file_format]
    answer = HttpResponse(render(paper), content_type=media_type)
    # A PDF opens in the browser, a Word file is saved. RFC 6266 names it in UTF-8.
    shown = "inline" if file_format == "pdf" else "attachment"
    answer["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(f'{name}.{file_format}', safe='')}"
    return answer
