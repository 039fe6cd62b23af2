"""Commitments in the API: read, and how one stands said."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_view import ApiView
from accounts.roles import CLIENT, CLINICIAN
from reviews.commitments import actions, queries
from reviews.commitments.rules import STANDS_ON_SCREEN
from reviews.engagements.queries import get_engagement
from tracker.lib import clock
from tracker.lib.drf_fields import PlainTextField


class StepSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    by_client = serializers.BooleanField()
    stands = serializers.CharField()
    text = serializers.CharField()


class CommitmentHeadSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    session_id = serializers.UUIDField()
    text = serializers.CharField()
    agreed_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    stands = serializers.CharField()


class CommitmentSerializer(CommitmentHeadSerializer):
    steps = StepSerializer(many=True)


class NewStepSerializer(serializers.Serializer[Any]):
    stands = serializers.ChoiceField(choices=list(STANDS_ON_SCREEN))
    text = PlainTextField(
        longest=actions.LONGEST_TEXT, allow_blank=True, required=False, default=""
    )


class Commitments(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=CommitmentHeadSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """What was agreed, in order of time, each with how it stands."""
        get_engagement(actor=self.actor, engagement_id=engagement_id)
        found = queries.list_commitments(actor=self.actor, engagement_id=engagement_id)
        return Response(CommitmentHeadSerializer(found, many=True).data)


class Commitment(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=CommitmentSerializer)
    def get(self, request: Request, commitment_id: UUID) -> Response:
        """One commitment, and what was said about it; the reading enters the trail."""
        seen = queries.read_commitment(actor=self.actor, commitment_id=commitment_id)
        return Response(CommitmentSerializer(seen).data)


class Steps(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(request=NewStepSerializer, responses={201: CommitmentSerializer})
    def post(self, request: Request, commitment_id: UUID) -> Response:
        """Say how it stands; the last word counts."""
        row = queries.get_commitment(actor=self.actor, commitment_id=commitment_id)
        sent = NewStepSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        actions.note_step(actor=self.actor, commitment=row, now=clock.now(), **sent.validated_data)
        seen = queries.read_commitment(actor=self.actor, commitment_id=commitment_id)
        return Response(CommitmentSerializer(seen).data, status=status.HTTP_201_CREATED)
