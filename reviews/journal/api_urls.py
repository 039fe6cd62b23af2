from django.urls import path

from reviews.journal import api

urlpatterns = [
    path("drafts/<uuid:entry_id>/", api.Draft.as_view(), name="draft"),
    path("drafts/<uuid:entry_id>/answers/<str:prompt>/", api.Answer.as_view(), name="answer"),
    path(
        "drafts/<uuid:entry_id>/answers/<str:prompt>/choice/", api.Choice.as_view(), name="choice"
    ),
    path("drafts/<uuid:entry_id>/share/", api.Share.as_view(), name="share"),
    path("readings/<uuid:entry_id>/", api.Reflection.as_view(), name="reflection"),
    path("readings/<uuid:entry_id>/additions/", api.Additions.as_view(), name="additions"),
]
