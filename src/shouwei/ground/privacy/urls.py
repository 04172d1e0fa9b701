"""Every address of the room."""

from django.urls import path

from .pages import cleaning, cleanings, erase_person, my_data, register, student

app_name = "privacy"
urlpatterns = [
    path("register/", register.page, name="register"),
    path("register.xlsx", register.workbook, name="register_xlsx"),
    path("mine/", my_data.page, name="my_data"),
    path("mine/copy/", my_data.copy, name="my_copy"),
    path("closed/", erase_person.closed, name="closed"),
    path("persons/<int:pk>/", erase_person.page, name="erase_person"),
    path("students/<int:pk>/", student.page, name="student"),
    path("students/<int:pk>/copy/", student.copy, name="student_copy"),
    path("students/<int:pk>/erase/", student.erase, name="erase_student"),
    path("cleanings/", cleanings.page, name="cleanings"),
    path("cleanings/<int:pk>/", cleaning.page, name="cleaning"),
    path("cleanings/<int:pk>/hold/", cleaning.hold, name="hold_cleaning"),
]
