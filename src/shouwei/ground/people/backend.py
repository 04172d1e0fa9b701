"""Sign-in by account and password. Rights are our own tables, so Django's permission tables are not consulted."""

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from .models import User


class PasswordBackend(BaseBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: object
    ) -> User | None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            # The same work as for a known account, so that time does not tell which accounts exist.
            User().set_password(password)
            return None
        return user if user.check_password(password or "") else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
