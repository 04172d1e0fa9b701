"""Every address of the room."""

from django.urls import include, path

from .api.house import addresses
from .pages import (
    api_docs,
    feed,
    feed_code,
    feeds,
    redeliver,
    revoke_feed,
    revoke_token,
    stop_webhook,
    tokens,
    webhook,
    webhooks,
)

app_name = "interfaces"
urlpatterns = [
    path("api/v1/", include((addresses(), "api"), namespace="api")),
    path("api/", api_docs.page, name="api_docs"),
    path("api/openapi.json", api_docs.openapi, name="openapi"),
    path("tokens/", tokens.page, name="tokens"),
    path("tokens/<int:pk>/revoke/", revoke_token.page, name="revoke_token"),
    path("webhooks/", webhooks.page, name="webhooks"),
    path("webhooks/<int:pk>/", webhook.page, name="webhook"),
    path("webhooks/<int:pk>/stop/", stop_webhook.page, name="stop_webhook"),
    path("webhooks/<int:pk>/deliveries/<int:number>/again/", redeliver.page, name="redeliver"),
    path("feeds/", feeds.page, name="feeds"),
    path("feeds/<int:pk>/code.png", feed_code.page, name="feed_code"),
    path("feeds/<int:pk>/revoke/", revoke_feed.page, name="revoke_feed"),
    path("feeds/<str:secret>.ics", feed.page, name="feed"),
]
