from django.urls import path

from reviews.reports import api

urlpatterns = [
    path("engagements/<uuid:engagement_id>/texts/", api.Texts.as_view(), name="texts"),
    path("texts/<uuid:report_id>/", api.Text.as_view(), name="text"),
    path("texts/<uuid:report_id>/draft/", api.DraftText.as_view(), name="draft_text"),
]
