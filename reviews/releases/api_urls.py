from django.urls import path

from reviews.releases import api

urlpatterns = [
    path("engagements/<uuid:engagement_id>/sharing/", api.Sharing.as_view(), name="sharing"),
    path("sharing/<uuid:permission_id>/withdraw/", api.Withdraw.as_view(), name="withdraw"),
]
