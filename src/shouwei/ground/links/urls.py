"""Every address of the room."""

from django.urls import path

from .pages import ask_again, enter_code, landing, links, print_links, reissue_link, revoke_link

app_name = "links"
urlpatterns = [
    path("", links.page, name="links"),
    path("code/", enter_code.page, name="enter_code"),
    path("letters/", print_links.page, name="print_links"),
    path("<int:pk>/revoke/", revoke_link.page, name="revoke_link"),
    path("<int:pk>/reissue/", reissue_link.page, name="reissue_link"),
    path("to/<str:token>/", landing.page, name="landing"),
    path("to/<str:token>/again/", ask_again.page, name="ask_again"),
]
