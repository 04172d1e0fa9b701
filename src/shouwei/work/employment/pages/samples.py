"""抽样核查: the three steps, open to everybody; findings, to the auditor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused

from ..models import Drawn, Sample
from ..permissions import KEYS
from ..queries import cohorts_known
from ..rules.bounds import Part
from ..rules.sampling import most_false, size_for, true_share
from ..rules.strata import RATES, nonce_of, number_of
from ..sampled import drawn_numbers, parts_of, published_text, recomputed
from ..workflows.draw_sample import close_list, commit_sample, record_finding, reveal_seed


class CommitForm(forms.Form):
    title = forms.CharField(label="名称", max_length=100)
    cohort = forms.TypedChoiceField(label="毕业届", coerce=int)
    size = forms.IntegerField(label="抽取人数", min_value=len(RATES), max_value=100_000)
    seed_hash = forms.CharField(
        label="种子的散列值",
        max_length=64,
        help_text="种子的SHA-256，64位十六进制。在上面写种子时自动填入，也可以用其他工具算好填入。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(year, f"{year}届") for year in cohorts_known()]


class RevealForm(forms.Form):
    seed = forms.CharField(label="种子", max_length=200, strip=False)


class FindingForm(forms.Form):
    finding = forms.ChoiceField(
        label="核查结果", choices=[c for c in Drawn.Finding.choices if c[0] != "open"], widget=forms.RadioSelect
    )
    note = forms.CharField(label="核查记录", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


@KEYS.page("view_samples")
def page(request: SignedInRequest) -> HttpResponse:
    totals = [200, 500, 2000, 10000]
    sizes = [(n, size_for(n, limit=0.02, sure=0.95), size_for(n, limit=0.05, sure=0.95)) for n in totals]
    context = {
        "samples": Sample.objects.select_related("committed_by__user"),
        "sizes": sizes,
        "may_draw": KEYS.holds(request.identity, "draw_sample"),
    }
    return render(request, "employment/samples.html", context)


@KEYS.page("draw_sample")
def commit(request: SignedInRequest) -> HttpResponse:
    form = CommitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            row = commit_sample(by=request.identity, now=now(), **form.cleaned_data)
            messages.success(request, "散列值已公布。下一步封存名单，最后揭晓种子。")
            return redirect("employment:sample", row.pk)
    return render(request, "employment/commit_sample.html", {"form": form})


@KEYS.page("view_samples")
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    sample = get_object_or_404(Sample.objects.select_related("committed_by__user"), pk=pk)
    return _shown(request, sample, RevealForm())


def _shown(request: SignedInRequest, sample: Sample, form: RevealForm) -> HttpResponse:
    """The steps, the list and the recipe for everybody; persons and findings for the auditor."""
    context: dict[str, Any] = {
        "sample": sample,
        "strata": [(place, *of) for place, of in enumerate(sample.strata or (), 1)],
        "rates": RATES,
        "may_draw": KEYS.holds(request.identity, "draw_sample"),
        "form": form,
    }
    if sample.revealed_at and context["may_draw"]:
        context |= _drawn(sample)
    return render(request, "employment/sample.html", context)


def _drawn(sample: Sample) -> dict[str, Any]:
    drawn = list(sample.drawn.select_related("destination__student", "destination__school"))
    parts = [part for part, _ in parts_of(sample)]
    looked = Part(
        sample.listed, *(sum(getattr(part, name) for part in parts) for name in ("true", "false", "unreached"))
    )
    found: dict[str, Any] = {"drawn": drawn, "looked": looked, "parts": parts, "open": len(drawn) - looked.drawn}
    found["again"] = recomputed(sample, [row.destination_id for row in drawn])
    if sample.formula == 1 and looked.true + looked.false:
        found["most_false"] = most_false(sample.listed, looked.true + looked.false, looked.false)
        found["least_true"] = true_share(sample.listed, [True] * looked.true + [False] * looked.false)
    return found


@KEYS.page("view_samples")
def roster(request: SignedInRequest, pk: int) -> HttpResponse:
    """The closed list exactly as it was hashed, to be taken along and hashed again. Of formula 1 with weights: the auditor's."""
    known = Sample.objects.exclude(closed_at=None)
    if not KEYS.holds(request.identity, "draw_sample"):
        known = known.exclude(formula=1)
    sample = get_object_or_404(known, pk=pk)
    with acting_as_system("the published list names nobody"):
        return _file(published_text(sample), f"sample-{pk}-list.txt")


@KEYS.page("view_samples")
def numbers(request: SignedInRequest, pk: int) -> HttpResponse:
    """The numbers drawn, in the order in which the recipe prints them."""
    sample = get_object_or_404(Sample.objects.exclude(revealed_at=None).exclude(formula=1), pk=pk)
    with acting_as_system("the numbers drawn name nobody"):
        drawn = drawn_numbers(sample)
    return _file("".join(f"{number} {stratum}\n" for number, stratum in drawn), f"sample-{pk}-drawn.txt")


@KEYS.page("draw_sample")
def nonces(request: SignedInRequest, pk: int) -> HttpResponse:
    """What opens each number of the list: the auditor's, to be shown line by line to whoever may know."""
    sample = get_object_or_404(Sample.objects.exclude(closed_at=None).exclude(formula=1), pk=pk)
    lines = [
        f"{number_of(person, nonce)} {stratum} {person} {nonce}\n"
        for person, stratum in sample.kept.roster
        for nonce in [nonce_of(person, sample.kept.salt)]
    ]
    return _file("".join(sorted(lines)), f"sample-{pk}-nonces.txt")


def _file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@KEYS.page("draw_sample")
@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    sample = get_object_or_404(Sample, pk=pk)
    try:
        close_list(sample, by=request.identity, now=now())
        messages.success(request, "名单已封存，散列值已公布。现在可以揭晓种子。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("employment:sample", pk)


@KEYS.page("draw_sample")
def reveal(request: SignedInRequest, pk: int) -> HttpResponse:
    sample = get_object_or_404(Sample, pk=pk)
    form = RevealForm(request.POST if request.method == "POST" else None)
    if sample.revealed_at is not None:
        messages.error(request, "种子已经揭晓，结果在下面。")
        return redirect("employment:sample", pk)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            drawn = reveal_seed(sample, seed=form.cleaned_data["seed"], by=request.identity, now=now())
            messages.success(request, f"种子已揭晓，抽出{len(drawn)}人，并已按种子和名单重算核对。")
            return redirect("employment:sample", pk)
    return _shown(request, sample, form)


@KEYS.page("record_finding")
def finding(request: SignedInRequest, pk: int) -> HttpResponse:
    drawn = get_object_or_404(
        Drawn.objects.select_related("sample", "destination__student", "destination__school"), pk=pk
    )
    kept = {"finding": drawn.finding, "note": drawn.note} if drawn.finding != Drawn.Finding.OPEN else {}
    form = FindingForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            record_finding(drawn, by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, "核查结果已登记。")
            return redirect("employment:sample", drawn.sample_id)
    return render(request, "employment/record_finding.html", {"form": form, "drawn": drawn})
