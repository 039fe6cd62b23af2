from django.urls import path

from reviews.sessions import views

app_name = "sessions"
urlpatterns = [
    path("people/<uuid:engagement_id>/talk/", views.begin, name="begin"),
    path("people/<uuid:engagement_id>/private/", views.private, name="private"),
    path("talks/<uuid:checkin_id>/log/", views.begin_for_checkin, name="begin_for_checkin"),
    path("talks/<uuid:session_id>/", views.read, name="read"),
    path("talks/<uuid:session_id>/write/", views.write, name="write"),
    path("talks/<uuid:session_id>/over/", views.look_over, name="look_over"),
    path("talks/<uuid:session_id>/discard/", views.discard, name="discard"),
    path("talks/<uuid:session_id>/add/", views.add, name="add"),
    path("talks/<uuid:session_id>/withdraw/", views.in_error, name="in_error"),
]
