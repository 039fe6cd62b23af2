from django.urls import path

from reviews.checkins import api

urlpatterns = [
    path("engagements/<uuid:engagement_id>/times/", api.Times.as_view(), name="times"),
    path("engagements/<uuid:engagement_id>/times/add/", api.Extra.as_view(), name="extra"),
    path("engagements/<uuid:engagement_id>/rhythms/", api.Rhythms.as_view(), name="rhythms"),
    path("rhythms/<uuid:cadence_id>/accept/", api.AcceptRhythm.as_view(), name="accept_rhythm"),
    path("rhythms/<uuid:cadence_id>/keep/", api.DeclineRhythm.as_view(), name="decline_rhythm"),
    path("rhythms/<uuid:cadence_id>/back/", api.TakeBackRhythm.as_view(), name="take_back_rhythm"),
    path("engagements/<uuid:engagement_id>/pauses/", api.Pauses.as_view(), name="pauses"),
    path("pauses/<uuid:pause_id>/resume/", api.Resume.as_view(), name="resume"),
    path("check-ins/<uuid:checkin_id>/moves/", api.Moves.as_view(), name="moves"),
    path("moves/<uuid:move_id>/agree/", api.Agree.as_view(), name="agree"),
    path("moves/<uuid:move_id>/keep/", api.Decline.as_view(), name="decline_move"),
    path("moves/<uuid:move_id>/back/", api.TakeBack.as_view(), name="take_back"),
]
