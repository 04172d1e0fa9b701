"""Every address of the room."""

from django.urls import path

from .pages import erase_person, my_data, register

app_name = "privacy"
urlpatterns = [
    path("register/", register.page, name="register"),
    path("register.xlsx", register.workbook, name="register_xlsx"),
    path("mine/", my_data.page, name="my_data"),
    path("mine/copy/", my_data.copy, name="my_copy"),
    path("closed/", erase_person.closed, name="closed"),
    path("persons/<int:pk>/", erase_person.page, name="erase_person"),
]
