"""Feedback and the reply to it in the API: listed without words, and read."""

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
from reviews.feedback import queries


class FeedbackHeadSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    session_id = serializers.UUIDField(allow_null=True)
    state = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    reply_sent_at = serializers.DateTimeField(allow_null=True)
    in_error = serializers.BooleanField()


class ReplyWordsSerializer(serializers.Serializer[Any]):
    accept = serializers.CharField()
    differently = serializers.CharField()
    explain = serializers.CharField()


class ReplySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.CharField()
    sent_at = serializers.DateTimeField(allow_null=True)
    words = ReplyWordsSerializer(allow_null=True)
    addenda = AddendumSerializer(many=True)
    error = InErrorSerializer(allow_null=True)


class FeedbackSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    session_id = serializers.UUIDField(allow_null=True)
    published_at = serializers.DateTimeField()
    text = serializers.CharField(allow_null=True)
    addenda = AddendumSerializer(many=True)
    error = InErrorSerializer(allow_null=True)
    reply = ReplySerializer(allow_null=True)


class FeedbackList(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=FeedbackHeadSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """What one may see, newest first, without words."""
        get_engagement(actor=self.actor, engagement_id=engagement_id)
        found = queries.list_feedback(actor=self.actor, engagement_ids=[engagement_id])
        return Response(FeedbackHeadSerializer(found, many=True).data)


class FeedbackDetail(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=FeedbackSerializer)
    def get(self, request: Request, feedback_id: UUID) -> Response:
        """Published feedback and its reply; the reading enters the trail."""
        seen = queries.read_feedback(actor=self.actor, feedback_id=feedback_id)
        return Response(FeedbackSerializer(seen).data)
