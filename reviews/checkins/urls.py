from django.urls import path

from reviews.checkins.views import moving, rhythm, times

app_name = "checkins"
urlpatterns = [
    path("times/<uuid:checkin_id>/other/", moving.ask, name="ask"),
    path("times/asked/<uuid:move_id>/agree/", moving.agree, name="agree"),
    path("times/asked/<uuid:move_id>/keep/", moving.decline, name="decline"),
    path("times/asked/<uuid:move_id>/back/", moving.take_back, name="take_back"),
    path("times/of/<uuid:engagement_id>/", times.times, name="times"),
    path("times/of/<uuid:engagement_id>/add/", times.add, name="add"),
    path("times/of/<uuid:engagement_id>/pause/", times.pause, name="pause"),
    path("times/pauses/<uuid:pause_id>/resume/", times.resume, name="resume"),
    path("times/of/<uuid:engagement_id>/rhythm/", rhythm.propose, name="propose"),
    path("times/rhythms/<uuid:cadence_id>/accept/", rhythm.accept, name="accept_rhythm"),
    path("times/rhythms/<uuid:cadence_id>/keep/", rhythm.decline, name="decline_rhythm"),
    path("times/rhythms/<uuid:cadence_id>/back/", rhythm.take_back, name="take_back_rhythm"),
]
