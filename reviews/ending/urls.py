from django.urls import path

from reviews.ending.views import ending, follow_ups

app_name = "ending"
urlpatterns = [
    path("ending/<uuid:engagement_id>/", ending.end, name="end"),
    path("people/<uuid:engagement_id>/close/", ending.close, name="close"),
    path("after/<uuid:engagement_id>/", ending.after, name="after"),
    path("after/<uuid:engagement_id>/write/", ending.begin, name="begin"),
    path("after/<uuid:engagement_id>/copy/", ending.copy, name="copy"),
    path("after/<uuid:engagement_id>/copy/file/", ending.file, name="file"),
    path("after/<uuid:engagement_id>/copy/paper/", ending.paper, name="paper"),
    path("after/sign/<uuid:entry_id>/", ending.sign, name="sign"),
    path("later/<uuid:follow_up_id>/", follow_ups.one, name="follow_up"),
    path("later/<uuid:follow_up_id>/write/", follow_ups.begin, name="begin_follow_up"),
    path("later/sign/<uuid:entry_id>/", follow_ups.sign, name="sign_follow_up"),
]
