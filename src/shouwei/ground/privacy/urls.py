"""Every address of the room."""

from django.urls import path

from .pages import (
    answer_request,
    ask_data,
    cleaning,
    cleanings,
    data_link,
    erase_person,
    my_data,
    note_request,
    register,
    request,
    requests,
    student,
)

app_name = "privacy"
urlpatterns = [
    path("register/", register.page, name="register"),
    path("register.xlsx", register.workbook, name="register_xlsx"),
    path("mine/", my_data.page, name="my_data"),
    path("mine/copy/", my_data.copy, name="my_copy"),
    path("mine/ask/", ask_data.page, name="ask_data"),
    path("mine/requests/<int:number>/", ask_data.mine, name="my_request"),
    path("mine/requests/<int:number>/withdraw/", ask_data.withdraw, name="withdraw_request"),
    path("closed/", erase_person.closed, name="closed"),
    path("persons/<int:pk>/", erase_person.page, name="erase_person"),
    path("persons/<int:pk>/request/", note_request.for_person, name="note_for_person"),
    path("students/<int:pk>/", student.page, name="student"),
    path("students/<int:pk>/copy/", student.copy, name="student_copy"),
    path("students/<int:pk>/erase/", student.erase, name="erase_student"),
    path("students/<int:pk>/request/", note_request.for_student, name="note_for_student"),
    path("students/<int:pk>/link/", data_link.send, name="send_data_link"),
    path("link/own/", data_link.own, name="own_data"),
    path("link/guardian/", data_link.guardian, name="guardian_data"),
    path("requests/", requests.page, name="requests"),
    path("requests/<int:pk>/", request.page, name="request"),
    path("requests/<int:pk>/take/", request.take, name="take_request"),
    path("requests/<int:pk>/copy/", request.copy, name="request_copy"),
    path("requests/<int:pk>/answer/", answer_request.page, name="answer_request"),
    path("cleanings/", cleanings.page, name="cleanings"),
    path("cleanings/<int:pk>/", cleaning.page, name="cleaning"),
    path("cleanings/<int:pk>/hold/", cleaning.hold, name="hold_cleaning"),
]
