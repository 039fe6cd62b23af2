"""Commitments in the API: read, proposed, answered, and how one stands said."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_view import ApiView
from accounts.roles import CLIENT, CLINICIAN
from reviews.commitments import actions, goal_queries, queries
from reviews.commitments.rules import SAID
from reviews.commitments.serializers import (
    AnsweringSerializer,
    AttendanceSerializer,
    ChangeSerializer,
    CommitmentHeadSerializer,
    CommitmentSerializer,
    LaterSerializer,
    NewCommitmentSerializer,
    ReasonSerializer,
)
from reviews.engagements.queries import get_engagement
from tracker.lib import clock, dates
from tracker.lib.drf import ONCE
from tracker.lib.drf_fields import PlainTextField


class NewStepSerializer(serializers.Serializer[Any]):
    stands = serializers.ChoiceField(choices=list(SAID))
    text = PlainTextField(
        longest=actions.LONGEST_TEXT, allow_blank=True, required=False, default=""
    )


class CommitmentView(ApiView):
    """What acts on one commitment and answers with it."""

    open_to = frozenset({CLIENT, CLINICIAN})

    def seen(self, commitment_id: UUID) -> Response:
        seen = queries.read_commitment(actor=self.actor, commitment_id=commitment_id)
        return Response(CommitmentSerializer(seen).data, status=status.HTTP_201_CREATED)

    def item(self, sent: dict[str, Any]) -> actions.NewCommitment:
        """Raises NotFound for a goal that is not there."""
        fields = {name: sent[name] for name in NewCommitmentSerializer.PLAIN}
        goal_id = sent["goal_id"]
        goal = goal_queries.get_goal(actor=self.actor, goal_id=goal_id) if goal_id else None
        return actions.NewCommitment(goal=goal, **fields)


class Commitments(CommitmentView):
    @extend_schema(responses=CommitmentHeadSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """What was agreed or proposed, in order of time, each with how it stands."""
        get_engagement(actor=self.actor, engagement_id=engagement_id)
        found = queries.list_commitments(actor=self.actor, engagement_id=engagement_id)
        return Response(CommitmentHeadSerializer(found, many=True).data)

    @extend_schema(
        parameters=[ONCE], request=NewCommitmentSerializer, responses={201: CommitmentSerializer}
    )
    def post(self, request: Request, engagement_id: UUID) -> Response:
        """Propose one; the other one answers."""
        engagement = get_engagement(actor=self.actor, engagement_id=engagement_id)
        sent = NewCommitmentSerializer(data=request.data, context=_today())
        sent.is_valid(raise_exception=True)
        made = actions.propose(
            actor=self.actor,
            engagement=engagement,
            item=self.item(sent.validated_data),
            now=clock.now(),
            row_id=self.row_id(),
        )
        return self.seen(made.id)


class Commitment(CommitmentView):
    @extend_schema(responses=CommitmentSerializer)
    def get(self, request: Request, commitment_id: UUID) -> Response:
        """One commitment, and what was said about it; the reading enters the trail."""
        seen = queries.read_commitment(actor=self.actor, commitment_id=commitment_id)
        return Response(CommitmentSerializer(seen).data)


class Steps(CommitmentView):
    @extend_schema(
        parameters=[ONCE], request=NewStepSerializer, responses={201: CommitmentSerializer}
    )
    def post(self, request: Request, commitment_id: UUID) -> Response:
        """Say how it stands; the last word counts. Of a step elsewhere only attendance is said."""
        row = queries.get_commitment(actor=self.actor, commitment_id=commitment_id)
        sent = NewStepSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        actions.note_step(
            actor=self.actor,
            commitment=row,
            now=clock.now(),
            row_id=self.row_id(),
            **sent.validated_data,
        )
        return self.seen(commitment_id)


class Attendance(CommitmentView):
    @extend_schema(
        parameters=[ONCE], request=AttendanceSerializer, responses={201: CommitmentSerializer}
    )
    def post(self, request: Request, commitment_id: UUID) -> Response:
        """Of a step elsewhere: the day, and whether it was attended. It takes no words."""
        row = queries.get_commitment(actor=self.actor, commitment_id=commitment_id)
        sent = AttendanceSerializer(data=request.data, context=_today())
        sent.is_valid(raise_exception=True)
        actions.note_attendance(
            actor=self.actor,
            commitment=row,
            now=clock.now(),
            row_id=self.row_id(),
            **sent.validated_data,
        )
        return self.seen(commitment_id)


class Answers(CommitmentView):
    @extend_schema(
        parameters=[ONCE], request=AnsweringSerializer, responses={201: CommitmentSerializer}
    )
    def post(self, request: Request, commitment_id: UUID) -> Response:
        """Agree, disagree and say why, or say that the client could not answer yet."""
        row = queries.get_commitment(actor=self.actor, commitment_id=commitment_id)
        sent = AnsweringSerializer(data=request.data, context=_today())
        sent.is_valid(raise_exception=True)
        actions.answer(
            actor=self.actor,
            commitment=row,
            now=clock.now(),
            row_id=self.row_id(),
            **sent.validated_data,
        )
        return self.seen(commitment_id)


class Later(CommitmentView):
    @extend_schema(
        parameters=[ONCE], request=LaterSerializer, responses={201: CommitmentSerializer}
    )
    def post(self, request: Request, commitment_id: UUID) -> Response:
        """Carry it over to another day, and say why."""
        row = queries.get_commitment(actor=self.actor, commitment_id=commitment_id)
        sent = LaterSerializer(data=request.data, context=_today())
        sent.is_valid(raise_exception=True)
        actions.carry_over(
            actor=self.actor,
            commitment=row,
            now=clock.now(),
            row_id=self.row_id(),
            **sent.validated_data,
        )
        return self.seen(commitment_id)


class Changes(CommitmentView):
    @extend_schema(
        parameters=[ONCE], request=ChangeSerializer, responses={201: CommitmentSerializer}
    )
    def post(self, request: Request, commitment_id: UUID) -> Response:
        """Propose another one in its place, and say why; the answer is the new one."""
        row = queries.get_commitment(actor=self.actor, commitment_id=commitment_id)
        sent = ChangeSerializer(data=request.data, context=_today())
        sent.is_valid(raise_exception=True)
        made = actions.change(
            actor=self.actor,
            commitment=row,
            item=self.item(sent.validated_data),
            reason=sent.validated_data["reason"],
            now=clock.now(),
            row_id=self.row_id(),
        )
        return self.seen(made.id)


class LetGo(CommitmentView):
    @extend_schema(
        parameters=[ONCE], request=ReasonSerializer, responses={201: CommitmentSerializer}
    )
    def post(self, request: Request, commitment_id: UUID) -> Response:
        """Say that it is not worked for any more, and why."""
        row = queries.get_commitment(actor=self.actor, commitment_id=commitment_id)
        sent = ReasonSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        actions.let_go(
            actor=self.actor,
            commitment=row,
            now=clock.now(),
            row_id=self.row_id(),
            **sent.validated_data,
        )
        return self.seen(commitment_id)


def _today() -> dict[str, Any]:
    return {"today": dates.local(clock.now()).date()}
