from django.urls import path

from reviews.progress.views import leading, parts, reading

app_name = "progress"
urlpatterns = [
    path("review/of/<uuid:engagement_id>/", leading.all_of, name="all"),
    path("review/of/<uuid:engagement_id>/then/<slug:key>/", reading.theme, name="theme"),
    path("review/<uuid:review_id>/", reading.one, name="one"),
    path("review/<uuid:review_id>/part/", parts.write, name="write"),
    path("review/<uuid:review_id>/say/", reading.say, name="say"),
    path("review/<uuid:review_id>/alone/", leading.without, name="without"),
    path("review/<uuid:review_id>/withdraw/", leading.withdraw, name="withdraw"),
    path("review/<uuid:review_id>/next/", leading.next_day, name="next"),
    path("review/part/<uuid:part_id>/rests/", parts.rests, name="rests"),
    path("review/part/<uuid:part_id>/sign/", parts.sign, name="sign"),
]
