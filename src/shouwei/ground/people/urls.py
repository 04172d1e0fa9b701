"""Every address of the room."""

from django.urls import path

from .pages import demo_cast, people, sign_in, sign_out, switch_identity

app_name = "people"
urlpatterns = [
    path("sign-in/", sign_in.page, name="sign_in"),
    path("sign-out/", sign_out.page, name="sign_out"),
    path("identity/", switch_identity.page, name="switch_identity"),
    path("demo/", demo_cast.page, name="demo_cast"),
    path("", people.page, name="people"),
]
