from django.urls import path

from reviews.desk import api

urlpatterns = [
    path("me/", api.Me.as_view(), name="me"),
    path("engagements/", api.Engagements.as_view(), name="engagements"),
    path("engagements/<uuid:engagement_id>/", api.EngagementDetail.as_view(), name="engagement"),
    path("engagements/<uuid:engagement_id>/check-ins/", api.CheckIns.as_view(), name="checkins"),
    path("engagements/<uuid:engagement_id>/timeline/", api.Timeline.as_view(), name="timeline"),
    path("engagements/<uuid:engagement_id>/looked/", api.Looked.as_view(), name="looked"),
    path(
        "check-ins/<uuid:checkin_id>/draft/", api.BeginReflection.as_view(), name="begin_reflection"
    ),
    path("check-ins/<uuid:checkin_id>/", api.CheckInDetail.as_view(), name="checkin"),
    path("check-ins/<uuid:checkin_id>/missed/", api.Missed.as_view(), name="missed"),
    path("check-ins/<uuid:checkin_id>/skip/", api.NotNeeded.as_view(), name="not_needed"),
    path("check-ins/<uuid:checkin_id>/close/", api.Close.as_view(), name="close"),
    path("check-ins/<uuid:checkin_id>/talked/", api.Talked.as_view(), name="talked"),
]
