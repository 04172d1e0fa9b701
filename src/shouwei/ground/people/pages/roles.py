"""What each role may do, read from the tables of keys that are in force and said in Chinese."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest, signed_in_page

from ..models import Identity
from ..words import matrix


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    role = request.GET.get("role", "")
    roles = Identity.Role.choices
    chosen = role if role in Identity.Role.values else ""
    context = {
        "roles": [each for each in roles if each[0] == chosen] or roles,
        "all_roles": roles,
        "chosen": chosen,
        "rooms": matrix([chosen] if chosen else Identity.Role.values, only_held=bool(chosen)),
        "mine": request.identity.role if request.identity else "",
    }
    return render(request, "people/roles.html", context)
