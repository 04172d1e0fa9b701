"""The refused rows, in the layout of the template, with what is wrong beside them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.sheets import Context
from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record

from ..permissions import KEYS
from ..queries import rows_returned, words_of
from ..rules.workbook import returned
from ..workflows.reading import contents_of, read_rows, sort_rows
from .fetching import as_file, batch_or_404, sheet_or_404


@KEYS.page("make_import")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = batch_or_404(request, "make_import", pk)
    sheet = sheet_or_404(request, batch.noun)
    context = Context(request.identity, today())
    try:
        about, found = read_rows(sheet, contents_of(batch), batch.file_name, context, lambda phase, done, total: None)
        sort_rows(sheet, about, found, context)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(batch)
    record(by=request.identity, what="下载有误的行", on=batch, why=f"{len(found.refused)}行")
    words = words_of(sheet, request.identity, today())
    return as_file(
        returned(sheet, found.names, words, rows_returned(found)), f"{sheet.title}有误的{len(found.refused)}行.xlsx"
    )
