"""The template of a noun, with today's dropdowns."""

from django.http import HttpResponse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries import words_of
from ..rules.workbook import template
from .fetching import as_file, sheet_or_404


@KEYS.page("make_import")
def page(request: SignedInRequest, noun: str) -> HttpResponse:
    sheet = sheet_or_404(request, noun)
    return as_file(template(sheet, words_of(sheet, request.identity, today())), f"{sheet.title}导入模板.xlsx")
