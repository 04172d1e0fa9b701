"""Every address of the room."""

from django.urls import path

from .pages import (
    channel,
    channels,
    dispatches,
    effect,
    inbox,
    open_channel,
    open_notice,
    preferences,
    read_all,
    send_again,
    set_kind_rule,
    stop_channel,
    try_channel,
)

app_name = "notices"
urlpatterns = [
    path("", inbox.page, name="inbox"),
    path("<int:pk>/open/", open_notice.page, name="open_notice"),
    path("read/", read_all.page, name="read_all"),
    path("preferences/", preferences.page, name="preferences"),
    path("channels/", channels.page, name="channels"),
    path("channels/new/", open_channel.page, name="open_channel"),
    path("channels/<int:pk>/", channel.page, name="channel"),
    path("channels/<int:pk>/stop/", stop_channel.page, name="stop_channel"),
    path("channels/<int:pk>/try/", try_channel.page, name="try_channel"),
    path("dispatches/", dispatches.page, name="dispatches"),
    path("dispatches/<int:pk>/again/", send_again.page, name="send_again"),
    path("effect/", effect.page, name="effect"),
    path("effect/<slug:kind>/", set_kind_rule.page, name="set_kind_rule"),
]
