"""Whom to call at an organisation."""

from __future__ import annotations

from django.db import models

from shouwei.core.secrets import EncryptedTextField

from .organisations import Organisation


class Contact(models.Model):
    """A post with a telephone; the person's name may be left out. The telephone is encrypted and shown masked."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts", verbose_name="单位")
    post = models.CharField("职务或用途", max_length=40)
    name = models.CharField("姓名", max_length=50, blank=True)
    phone = EncryptedTextField("电话", kind="phone", blank=True)
    email = models.EmailField("邮箱", blank=True)

    class Meta:
        ordering = ["post", "pk"]
        indexes = [models.Index(fields=["organisation"], name="contact_of_an_organisation")]

    def __str__(self) -> str:
        return self.post
