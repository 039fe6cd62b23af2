from django.urls import path

from reviews.commitments import api

urlpatterns = [
    path(
        "engagements/<uuid:engagement_id>/commitments/",
        api.Commitments.as_view(),
        name="commitments",
    ),
    path("commitments/<uuid:commitment_id>/", api.Commitment.as_view(), name="commitment"),
    path("commitments/<uuid:commitment_id>/steps/", api.Steps.as_view(), name="steps"),
]
