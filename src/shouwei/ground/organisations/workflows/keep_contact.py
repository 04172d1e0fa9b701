"""Enter or remove a contact of an organisation. The trail names the post, never the person or the number."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import Actor, record

from ..models import Contact, Organisation
from ..rules.contacts import may_keep_contact


@transaction.atomic
def add_contact(
    organisation: Organisation, *, post: str, name: str, phone: str, email: str, by: Actor | None
) -> Contact:
    require(may_keep_contact(post=post, phone=phone, email=email, known=organisation.contacts.count()))
    contact = Contact.objects.create(
        organisation=organisation, post=post.strip(), name=name.strip(), phone=phone.strip(), email=email.strip()
    )
    record(by=by, what="增加联系人", on=contact, about=organisation)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: Actor | None) -> None:
    record(by=by, what="删除联系人", on=contact, about=contact.organisation)
    contact.delete()
