from django.urls import path

from reviews.progress import api

urlpatterns = [
    path("engagements/<uuid:engagement_id>/reviews/", api.Reviews.as_view(), name="reviews"),
    path("reviews/<uuid:review_id>/", api.Review.as_view(), name="review"),
]
