"""The addresses of the API, and its schema. Assembles only."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView

app_name = "api"
urlpatterns = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("", include("reviews.desk.api_urls")),
    path("", include("reviews.agreements.api_urls")),
    path("", include("reviews.checkins.api_urls")),
    path("", include("reviews.journal.api_urls")),
    path("", include("reviews.commitments.api_urls")),
    path("", include("reviews.sessions.api_urls")),
    path("", include("reviews.feedback.api_urls")),
    path("", include("reviews.progress.api_urls")),
    path("", include("reviews.reports.api_urls")),
    path("", include("reviews.assignments.api_urls")),
    path("", include("reviews.releases.api_urls")),
    path("", include("reviews.ending.api_urls")),
    path("", include("reviews.documents.api_urls")),
]
