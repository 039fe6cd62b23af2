from django.urls import path

from reviews.feedback import api

urlpatterns = [
    path("engagements/<uuid:engagement_id>/answers/", api.FeedbackList.as_view(), name="answers"),
    path("answers/<uuid:feedback_id>/", api.FeedbackDetail.as_view(), name="feedback"),
]
