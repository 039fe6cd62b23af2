from django.urls import path

from reviews.feedback import replies, views

app_name = "feedback"
urlpatterns = [
    path("people/<uuid:engagement_id>/answer/", views.begin, name="begin"),
    path("talks/<uuid:session_id>/answer/", views.begin_about, name="begin_about"),
    path("answers/<uuid:feedback_id>/", views.read, name="read"),
    path("answers/<uuid:feedback_id>/write/", views.write, name="write"),
    path("answers/<uuid:feedback_id>/over/", views.look_over, name="look_over"),
    path("answers/<uuid:feedback_id>/discard/", views.discard, name="discard"),
    path("answers/<uuid:feedback_id>/add/", views.add, name="add"),
    path("answers/<uuid:feedback_id>/withdraw/", views.in_error, name="in_error"),
    path("answers/<uuid:feedback_id>/back/", replies.save, name="save_reply"),
    path("answers/<uuid:feedback_id>/back/over/", replies.look_over, name="look_over_reply"),
    path("answers/<uuid:feedback_id>/back/discard/", replies.discard, name="discard_reply"),
    path("answers/<uuid:feedback_id>/back/add/", replies.add, name="add_to_reply"),
    path("answers/<uuid:feedback_id>/back/withdraw/", replies.in_error, name="reply_in_error"),
]
