from django.urls import path

from reviews.commitments.views import acts, goals, pages

app_name = "commitments"
urlpatterns = [
    path("commitments/of/<uuid:engagement_id>/", pages.all_of, name="all"),
    path("commitments/of/<uuid:engagement_id>/new/", acts.propose, name="propose"),
    path("commitments/of/<uuid:engagement_id>/goal/", goals.new, name="new_goal"),
    path("commitments/goals/<uuid:goal_id>/", goals.read, name="goal"),
    path("commitments/goals/<uuid:goal_id>/answer/", goals.answer, name="answer_goal"),
    path("commitments/goals/<uuid:goal_id>/end/", goals.end, name="end_goal"),
    path("commitments/<uuid:commitment_id>/", pages.one, name="one"),
    path("commitments/<uuid:commitment_id>/answer/", acts.answer, name="answer"),
    path("commitments/<uuid:commitment_id>/later/", acts.later, name="later"),
    path("commitments/<uuid:commitment_id>/change/", acts.change, name="change"),
    path("commitments/<uuid:commitment_id>/let-go/", acts.let_go, name="let_go"),
]
