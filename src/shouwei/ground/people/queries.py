"""Who holds which role where, who may act in what, and what is open in a person's name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import day_of
from shouwei.core.compiled import Compiled

from .models import Delegation, Handover, Identity, Session, User
from .permissions import KEYS
from .rules.roles import ELEVATED


def holders(role: str, on: date, organisation_id: int | None = None) -> QuerySet[Identity]:
    """Identities of a role on a day, at one organisation if given."""
    rows = Identity.objects.on(on).filter(role=role).select_related("user", "organisation")
    return rows.filter(organisation_id=organisation_id) if organisation_id is not None else rows


def identities_of(user_id: int, on: date) -> list[Identity]:
    """What a person may act in: own identities first, then those lent, each lent one knowing its ``delegate``. One query.

    Somebody without an identity of his own in force stands in for nobody.
    """
    found = _mine_and_lent(user_id, on)
    own = [identity for identity in found if identity.user_id == user_id]
    if not own:
        return []
    others = [identity for identity in found if identity.user_id != user_id]
    for identity in others:
        identity.delegate = own[0].user
    return own + others


def _own_or_lent(user_id: int, on: date) -> QuerySet[Identity]:
    lent = Delegation.objects.on(on).filter(delegate_id=user_id).order_by().values("identity_id")
    mine = Identity.objects.filter(user_id=user_id).order_by().values("pk")
    # A union and not an OR: each half goes by its own index.
    return Identity.objects.on(on).filter(pk__in=mine.union(lent, all=True)).select_related("user", "organisation")


_mine_and_lent: Compiled[Identity] = Compiled(_own_or_lent, numbers=1, days=1, kept=True)
"""Asked by every page, so put together once, and asked again only when something has been written."""


def holds_elevated(user: User, on: date) -> bool:
    """Whether a role this person may act in, own or lent, asks for a second factor."""
    return any(identity.role in ELEVATED for identity in identities_of(user.pk, on))


def sessions_of(user: User) -> QuerySet[Session]:
    return Session.objects.filter(user=user).order_by("-seen_at")


def people_matching(rows: QuerySet[User], q: str) -> QuerySet[User]:
    """By name, pinyin or its initials, or account."""
    wanted = q.strip().replace("\0", "")
    return rows.filter(
        Q(name__icontains=wanted) | Q(name_pinyin__contains=wanted.lower()) | Q(username__icontains=wanted)
    )


def delegations_of(identities: list[Identity]) -> QuerySet[Delegation]:
    return Delegation.objects.filter(identity__in=identities).select_related("delegate", "identity__organisation")


def handovers_of(user: User) -> QuerySet[Handover]:
    return Handover.objects.filter(identity__user=user).select_related("identity__organisation", "successor__user")


def same_hands(first: Identity, hands: int, *, at: datetime | None = None) -> bool:
    """Whether the account ``hands``, who sits at the screen now, may also have been the one who acted as ``first``.

    One person is meant to have one account; two that share a mail address are taken for one person's.

    Where two persons are asked for, whoever could stand in for the first on that day (ever, without ``at``) is not the second.
    """
    if hands == first.user_id or _share_a_mailbox(first.user_id, hands):
        return True
    with acting_as_system("a second person must not be who stood in for the first, whose delegations he may not read"):
        lent = Delegation.objects.filter(identity=first, delegate=hands)
        if at is not None:
            day = day_of(at)
            lent = lent.filter(since__lte=day, until__gte=day)
        return lent.exists()


def second_persons(first: Identity, among: Iterable[Identity], *, at: datetime) -> list[Identity]:
    """Those of ``among`` who may be the second person where ``first`` was the first."""
    return [one for one in among if not same_hands(first, one.user_id, at=at)]


def _share_a_mailbox(first: int, second: int) -> bool:
    boxes = User.objects.filter(pk__in=[first, second]).exclude(email="").values_list(Lower("email"), flat=True)
    found = list(boxes)
    return len(found) == 2 and found[0] == found[1]  # two accounts


def usual_identity(user: User) -> Identity | None:
    """As whom the trail names somebody who is only just coming in."""
    return Identity.objects.filter(user=user).select_related("user", "organisation").order_by("pk").last()


def is_last_keeper(user_id: int, today: date, *, without: int | None = None) -> bool:
    """Whether nobody could open accounts any more if this person (or only the identity ``without``) went."""
    roles = [role for role, cell in KEYS.rows["manage_accounts"].cells.items() if cell]
    keepers = Identity.objects.on(today).filter(role__in=roles, until=None)
    mine = keepers.filter(user_id=user_id)
    if without is not None:
        mine = mine.filter(pk=without)
    return mine.exists() and not keepers.exclude(pk__in=mine.values("pk")).exists()
