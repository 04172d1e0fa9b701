"""Every address of the room."""

from django.urls import path

from .pages import graduate_class, record_change, standings, student, students, take_back_change

app_name = "learners"
urlpatterns = [
    path("", students.page, name="students"),
    path("standings/", standings.page, name="standings"),
    path("graduate/", graduate_class.page, name="graduate_class"),
    path("students/<int:pk>/", student.page, name="student"),
    path("students/<int:pk>/<slug:kind>/", record_change.page, name="record_change"),
    path("changes/<int:pk>/take-back/", take_back_change.page, name="take_back_change"),
]
