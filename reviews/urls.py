"""The pages of the rooms. Paths say nothing of what they hold."""

from django.urls import include, path

urlpatterns = [
    path("", include("reviews.finding.urls")),
    path("", include("reviews.desk.urls")),
    path("", include("reviews.agreements.urls")),
    path("", include("reviews.suitability.urls")),
    path("", include("reviews.assignments.urls")),
    path("", include("reviews.limits.urls")),
    path("", include("reviews.checkins.urls")),
    path("", include("reviews.unsent.urls")),
    path("", include("reviews.unfinished.urls")),
    path("", include("reviews.journal.urls")),
    path("", include("reviews.prompts.urls")),
    path("", include("reviews.dialogue.urls")),
    path("", include("reviews.calls.urls")),
    path("", include("reviews.asides.urls")),
    path("", include("reviews.commitments.urls")),
    path("", include("reviews.sessions.urls")),
    path("", include("reviews.feedback.urls")),
    path("", include("reviews.concerns.urls")),
    path("", include("reviews.progress.urls")),
    path("", include("reviews.disclosures.urls")),
    path("", include("reviews.reports.urls")),
    path("", include("reviews.releases.urls")),
    path("", include("reviews.ending.urls")),
    path("", include("reviews.documents.urls")),
    path("", include("reviews.reminders.urls")),
    path("", include("reviews.calendars.urls")),
]
