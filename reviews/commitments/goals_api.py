"""Goals in the API: read, proposed, answered, ended."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_view import ApiView
from accounts.roles import CLIENT, CLINICIAN
from reviews.commitments import goal_queries, goals
from reviews.commitments.serializers import (
    GoalAnsweringSerializer,
    GoalEndSerializer,
    GoalHeadSerializer,
    GoalSerializer,
    NewGoalSerializer,
)
from reviews.engagements.queries import get_engagement
from tracker.lib import clock, dates
from tracker.lib.drf import ONCE


class GoalView(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    def seen(self, goal_id: UUID, *, code: int = status.HTTP_201_CREATED) -> Response:
        seen = goal_queries.read_goal(actor=self.actor, goal_id=goal_id)
        return Response(GoalSerializer(seen).data, status=code)


class Goals(GoalView):
    @extend_schema(responses=GoalHeadSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """Every goal, in order of time."""
        get_engagement(actor=self.actor, engagement_id=engagement_id)
        found = goal_queries.list_goals(actor=self.actor, engagement_id=engagement_id)
        return Response(GoalHeadSerializer(found, many=True).data)

    @extend_schema(parameters=[ONCE], request=NewGoalSerializer, responses={201: GoalSerializer})
    def post(self, request: Request, engagement_id: UUID) -> Response:
        """Propose a goal; the other one answers."""
        engagement = get_engagement(actor=self.actor, engagement_id=engagement_id)
        sent = NewGoalSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        made = goals.propose_goal(
            actor=self.actor,
            engagement=engagement,
            now=clock.now(),
            row_id=self.row_id(),
            **sent.validated_data,
        )
        return self.seen(made.id)


class Goal(GoalView):
    @extend_schema(responses=GoalSerializer)
    def get(self, request: Request, goal_id: UUID) -> Response:
        """One goal, and what was said about it; the reading enters the trail."""
        return self.seen(goal_id, code=status.HTTP_200_OK)


class GoalAnswers(GoalView):
    @extend_schema(
        parameters=[ONCE], request=GoalAnsweringSerializer, responses={201: GoalSerializer}
    )
    def post(self, request: Request, goal_id: UUID) -> Response:
        """Agree, disagree and say why, or say that the client could not answer yet."""
        row = goal_queries.get_goal(actor=self.actor, goal_id=goal_id)
        today = dates.local(clock.now()).date()
        sent = GoalAnsweringSerializer(data=request.data, context={"today": today})
        sent.is_valid(raise_exception=True)
        goals.answer_goal(
            actor=self.actor, goal=row, now=clock.now(), row_id=self.row_id(), **sent.validated_data
        )
        return self.seen(goal_id)


class GoalEnds(GoalView):
    @extend_schema(parameters=[ONCE], request=GoalEndSerializer, responses={201: GoalSerializer})
    def post(self, request: Request, goal_id: UUID) -> Response:
        """Say how it ended, in words."""
        row = goal_queries.get_goal(actor=self.actor, goal_id=goal_id)
        sent = GoalEndSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        goals.end_goal(
            actor=self.actor, goal=row, now=clock.now(), row_id=self.row_id(), **sent.validated_data
        )
        return self.seen(goal_id)
