"""Secrets kept in rows: encrypted columns, blind indexes for looking them up, and masks for showing them.

A model of any room writes::

    id_number = EncryptedTextField(kind="id_number", blank=True)
    id_number_index = BlindIndexField(of="id_number")

``person.id_number = "…"`` stores it encrypted. ``person.id_number`` gives a :class:`Sealed`: printed, logged or put into a page it
shows its mask (``3408**********1234``); only ``person.id_number.open()`` gives the text, and pages do that through
``privacy.workflows.reveal``, which asks for a reason and writes it down. ``Person.objects.filter(id_number_index="3408…")`` finds it.
"""

from shouwei.core.secrets.cipher import Sealed, Unreadable, index_many, index_of, seal_many
from shouwei.core.secrets.fields import BlindIndexField, EncryptedTextField
from shouwei.core.secrets.masks import Kind, mask

__all__ = [
    "BlindIndexField",
    "EncryptedTextField",
    "Kind",
    "Sealed",
    "Unreadable",
    "index_many",
    "index_of",
    "mask",
    "seal_many",
]
