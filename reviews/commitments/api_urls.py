from django.urls import path

from reviews.commitments import api, goals_api

ONE, GOAL = "commitments/<uuid:commitment_id>/", "goals/<uuid:goal_id>/"

urlpatterns = [
    path(
        "engagements/<uuid:engagement_id>/commitments/",
        api.Commitments.as_view(),
        name="commitments",
    ),
    path(ONE, api.Commitment.as_view(), name="commitment"),
    path(f"{ONE}steps/", api.Steps.as_view(), name="steps"),
    path(f"{ONE}attendance/", api.Attendance.as_view(), name="attendance"),
    path(f"{ONE}answers/", api.Answers.as_view(), name="commitment_answers"),
    path(f"{ONE}later/", api.Later.as_view(), name="later"),
    path(f"{ONE}changes/", api.Changes.as_view(), name="changes"),
    path(f"{ONE}let-go/", api.LetGo.as_view(), name="let_go"),
    path("engagements/<uuid:engagement_id>/goals/", goals_api.Goals.as_view(), name="goals"),
    path(GOAL, goals_api.Goal.as_view(), name="goal"),
    path(f"{GOAL}answers/", goals_api.GoalAnswers.as_view(), name="goal_answers"),
    path(f"{GOAL}end/", goals_api.GoalEnds.as_view(), name="goal_end"),
]
