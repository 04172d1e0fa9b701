"""Every address of the room."""

from django.urls import path

from .pages import (
    add_partner,
    choose_mentor,
    coverage,
    crosswalks,
    industries,
    map_categories,
    mentor_word,
    partners,
    programme,
    programmes,
    propose_crosswalk,
    record_succession,
    reply_mentor,
    review_crosswalk,
    set_status,
    taxonomies,
    write_category,
    write_industry,
    write_programme,
)

app_name = "programmes"
urlpatterns = [
    path("coverage/", coverage.page, name="coverage"),
    path("industries/", industries.page, name="industries"),
    path("industries/new/", write_industry.page, name="new_industry"),
    path("industries/<int:pk>/", write_industry.page, name="write_industry"),
    path("crosswalks/", crosswalks.page, name="crosswalks"),
    path("crosswalks/new/", propose_crosswalk.page, name="propose_crosswalk"),
    path("crosswalks/<int:pk>/review/", review_crosswalk.page, name="review_crosswalk"),
    path("points/", programmes.page, name="programmes"),
    path("points/new/", write_programme.page, name="new_programme"),
    path("points/<int:pk>/", programme.page, name="programme"),
    path("points/<int:pk>/edit/", write_programme.page, name="write_programme"),
    path("points/<int:pk>/status/", set_status.page, name="set_status"),
    path("points/<int:pk>/succession/", record_succession.page, name="record_succession"),
    path("points/<int:pk>/partner/", add_partner.page, name="add_partner"),
    path("partners/", partners.page, name="partners"),
    path("partners/ask/", partners.ask, name="ask_mentors"),
    path("partners/<int:pk>/mentor/", choose_mentor.page, name="choose_mentor"),
    path("asks/<int:pk>/", reply_mentor.page, name="reply_mentor"),
    path("asks/<int:pk>/remind/", partners.remind, name="remind_mentor"),
    path("mentor/", mentor_word.page, name="mentor_word"),
    path("taxonomies/", taxonomies.page, name="taxonomies"),
    path("taxonomies/new/", write_category.page, name="write_category"),
    path("taxonomies/map/", map_categories.page, name="map_categories"),
]
