"""The end in the API: how it ended, the client's copy, follow-ups and their answers."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import NotFound
from accounts.api_view import ApiView
from accounts.roles import CLIENT, CLINICIAN
from reviews.ending import follow_ups, queries
from reviews.engagements.queries import get_engagement
from tracker.lib import clock


class ClosingSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField(source="head.at")
    how = serializers.CharField(source="head.how")
    by_client = serializers.BooleanField(source="head.by_client")
    text = serializers.CharField()
    is_signed = serializers.BooleanField()


class FollowUpSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    on_date = serializers.DateField()
    state = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    settled_at = serializers.DateTimeField(allow_null=True)


class FollowUpAnswerSerializer(serializers.Serializer[Any]):
    wanted = serializers.BooleanField()


class Ended(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=ClosingSerializer)
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """How the work ended; 404 while it goes on."""
        get_engagement(actor=self.actor, engagement_id=engagement_id)
        found = queries.read_closing(actor=self.actor, engagement_id=engagement_id)
        if found is None:
            raise NotFound
        return Response(ClosingSerializer(found).data)


class FollowUps(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=FollowUpSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """Every check-in after the end, in the order of their days."""
        get_engagement(actor=self.actor, engagement_id=engagement_id)
        found = queries.list_follow_ups(actor=self.actor, engagement_ids=[engagement_id])
        return Response(FollowUpSerializer(found, many=True).data)


class FollowUpAnswer(ApiView):
    open_to = frozenset({CLIENT})

    @extend_schema(request=FollowUpAnswerSerializer, responses=FollowUpSerializer)
    def post(self, request: Request, follow_up_id: UUID) -> Response:
        """The client's yes or no to one."""
        queries.get_follow_up(actor=self.actor, follow_up_id=follow_up_id)
        data = FollowUpAnswerSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        act = follow_ups.agree if data.validated_data["wanted"] else follow_ups.turn_down
        act(actor=self.actor, follow_up_id=follow_up_id, now=clock.now())
        found = queries.see_follow_up(actor=self.actor, follow_up_id=follow_up_id)
        return Response(FollowUpSerializer(found).data)
