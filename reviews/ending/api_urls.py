from django.urls import path

from reviews.ending import api

urlpatterns = [
    path("engagements/<uuid:engagement_id>/end/", api.Ended.as_view(), name="ended"),
    path("engagements/<uuid:engagement_id>/later/", api.FollowUps.as_view(), name="follow_ups"),
    path("later/<uuid:follow_up_id>/answer/", api.FollowUpAnswer.as_view(), name="answer_later"),
]
