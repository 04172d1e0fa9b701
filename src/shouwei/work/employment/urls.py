"""Every address of the room."""

from django.urls import path

from .pages import (
    add_proof,
    cohort,
    confirm,
    destination,
    destinations,
    employer_asks,
    employer_word,
    proof_file,
    questions,
    replace_proof,
    samples,
    view_proof,
    void_proof,
    write_destination,
)

app_name = "employment"
urlpatterns = [
    path("", destinations.page, name="destinations"),
    path("destinations/<int:pk>/", destination.page, name="destination"),
    path("destinations/<int:pk>/proof/", add_proof.page, name="add_proof"),
    path("proofs/<int:pk>/", view_proof.page, name="view_proof"),
    path("proofs/<int:pk>/file/", proof_file.page, name="proof_file"),
    path("proofs/<int:pk>/replace/", replace_proof.page, name="replace_proof"),
    path("proofs/<int:pk>/void/", void_proof.page, name="void_proof"),
    path("graduates/<int:pk>/", write_destination.page, name="write_destination"),
    path("cohorts/<int:year>/report/", cohort.report, name="report_destinations"),
    path("cohorts/<int:year>/lock/", cohort.lock, name="lock_destinations"),
    path("cohorts/<int:year>/ask/", cohort.ask, name="ask_questions"),
    path("cohorts/<int:year>/send/", cohort.send, name="send_links"),
    path("questions/", questions.page, name="questions"),
    path("questions/reply/", questions.reply_together, name="reply_together"),
    path("questions/<int:pk>/reply/", questions.reply, name="reply_question"),
    path("questions/<int:pk>/settle/", questions.settle, name="settle_question"),
    path("samples/", samples.page, name="samples"),
    path("samples/new/", samples.commit, name="commit_sample"),
    path("samples/<int:pk>/", samples.one, name="sample"),
    path("samples/<int:pk>/roster/", samples.roster, name="sample_roster"),
    path("samples/<int:pk>/close/", samples.close, name="close_list"),
    path("samples/<int:pk>/reveal/", samples.reveal, name="reveal_seed"),
    path("drawn/<int:pk>/", samples.finding, name="record_finding"),
    path("employers/", employer_asks.page, name="employer_asks"),
    path("employers/ask/", employer_asks.ask, name="ask_employers"),
    path("employers/<int:pk>/", employer_asks.one, name="employer_ask"),
    path("employers/<int:pk>/remind/", employer_asks.remind, name="remind_employer"),
    path("confirm/", confirm.page, name="confirm"),
    path("employer/", employer_word.page, name="employer_word"),
]
