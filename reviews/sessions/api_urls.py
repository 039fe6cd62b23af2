from django.urls import path

from reviews.sessions import api

urlpatterns = [
    path("engagements/<uuid:engagement_id>/talks/", api.Sessions.as_view(), name="talks"),
    path("talks/<uuid:session_id>/", api.Session.as_view(), name="talk"),
]
