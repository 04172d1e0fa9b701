"""Reading the trail: histories here, the state of the chain and versions of rows beside."""

from django.db.models import Model, Q, QuerySet

from ..models import Event


def history_of(thing: Model) -> QuerySet[Event]:
    """What happened to ``thing`` and to what belongs to it, newest first."""
    label = thing._meta.label_lower
    return Event.objects.filter(Q(on_type=label, on_id=thing.pk) | Q(about_type=label, about_id=thing.pk))
