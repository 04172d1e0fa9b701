"""Somebody whose role demands a second factor and who has none yet sets it up on the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now
from shouwei.core.keys import public_page
from shouwei.core.pages import refusal_shown_on

from ..arrival import arriving, let_in
from ..models import SecondFactor
from ..queries import usual_identity
from ..workflows.second_factor import begin_second_factor, confirm_second_factor
from .set_up_second_factor import FirstCodeForm, picture_of


@public_page
def page(request: HttpRequest) -> HttpResponse:
    arrival = arriving(request)
    if arrival is None or SecondFactor.objects.filter(user=arrival.user).exclude(confirmed_at=None).exists():
        # One that is in force is asked for, never replaced, at the door.
        return redirect("people:enter_code" if arrival else "people:sign_in")
    factor = begin_second_factor(arrival.user)
    form = FirstCodeForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            codes = confirm_second_factor(
                arrival.user, code=form.cleaned_data["code"], by=usual_identity(arrival.user), now=now()
            )
            answer = let_in(request, arrival, second=True)
            shown = render(
                request, "people/recovery_codes.html", {"codes": codes, "onward": arrival.next, "bare": True}
            )
            shown.cookies.update(answer.cookies)
            return shown
    return render(request, "people/first_second_factor.html", {"form": form, **picture_of(factor)})
