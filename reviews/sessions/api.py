"""Session logs in the API: listed without words, and read. Nothing else of this room is here."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_view import ApiView
from accounts.roles import CLIENT, CLINICIAN
from reviews.amendments.api import AddendumSerializer, InErrorSerializer
from reviews.engagements.queries import get_engagement
from reviews.sessions import queries


class SessionHeadSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    on_date = serializers.DateField()
    held = serializers.BooleanField()
    why_not = serializers.CharField()
    minutes = serializers.IntegerField(allow_null=True)
    format = serializers.CharField()
    state = serializers.CharField()
    signed_at = serializers.DateTimeField(allow_null=True)
    checkin_id = serializers.UUIDField(allow_null=True)
    in_error = serializers.BooleanField()


class AgreedSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)


class SessionWordsSerializer(serializers.Serializer[Any]):
    done = serializers.CharField()
    seen = serializers.CharField()
    does_not_fit = serializers.CharField()
    based_on = serializers.CharField()
    concerns = serializers.CharField()
    safety = serializers.CharField()
    consultation = serializers.CharField()
    not_for_report = serializers.CharField()
    commitments = AgreedSerializer(many=True)


class SessionSerializer(serializers.Serializer[Any]):
    head = SessionHeadSerializer()
    words = SessionWordsSerializer(allow_null=True)
    addenda = AddendumSerializer(many=True)
    error = InErrorSerializer(allow_null=True)


class Sessions(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=SessionHeadSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """The logs one may see, the latest meeting first, without words."""
        get_engagement(actor=self.actor, engagement_id=engagement_id)
        found = queries.list_sessions(actor=self.actor, engagement_ids=[engagement_id])
        return Response(SessionHeadSerializer(found, many=True).data)


class Session(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=SessionSerializer)
    def get(self, request: Request, session_id: UUID) -> Response:
        """A signed log; the reading enters the trail."""
        seen = queries.read_session(actor=self.actor, session_id=session_id)
        return Response(SessionSerializer(seen).data)
