"""Every address of the room."""

from django.urls import path

from .pages import flows, quadrant, wall, workplaces

app_name = "displays"
urlpatterns = [
    path("flows/", flows.page, name="flows"),
    path("quadrant/", quadrant.page, name="quadrant"),
    path("workplaces/", workplaces.page, name="workplaces"),
    path("wall/", wall.page, name="wall"),
]
