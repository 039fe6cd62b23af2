from django.urls import path

from reviews.sessions.views import private, signed, signing, writing

app_name = "sessions"
urlpatterns = [
    path("people/<uuid:engagement_id>/talk/", writing.begin, name="begin"),
    path("people/<uuid:engagement_id>/private/", private.private, name="private"),
    path("talks/<uuid:checkin_id>/log/", writing.begin_for_checkin, name="begin_for_checkin"),
    path("talks/<uuid:session_id>/", signed.read, name="read"),
    path("talks/<uuid:session_id>/write/", writing.write, name="write"),
    path("talks/<uuid:session_id>/over/", signing.look_over, name="look_over"),
    path("talks/<uuid:session_id>/discard/", writing.discard, name="discard"),
    path("talks/<uuid:session_id>/add/", signed.add, name="add"),
    path("talks/<uuid:session_id>/withdraw/", signed.in_error, name="in_error"),
]
