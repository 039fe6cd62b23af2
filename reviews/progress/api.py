"""Progress reviews in the API: listed without words, and read. They are signed on their pages."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_view import ApiView
from accounts.roles import CLIENT, CLINICIAN
from reviews.engagements.queries import get_engagement
from reviews.progress import queries


class ReviewHeadSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    on_date = serializers.DateField()
    state = serializers.CharField()
    client_signed_at = serializers.DateTimeField(allow_null=True)
    clinician_signed_at = serializers.DateTimeField(allow_null=True)
    again_on = serializers.DateField(allow_null=True)
    next_on = serializers.DateField(allow_null=True)


class RestsOnSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(source="of_kind")
    on = serializers.DateField()


class VoiceSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    rests_on = RestsOnSerializer(many=True, source="grounds")


class RemarkSerializer(serializers.Serializer[Any]):
    by_client = serializers.BooleanField()
    at = serializers.DateTimeField()
    stands = serializers.CharField()
    text = serializers.CharField()


class ThemeSerializer(serializers.Serializer[Any]):
    theme = serializers.CharField(source="theme.title")
    client = VoiceSerializer(allow_null=True)
    clinician = VoiceSerializer(allow_null=True)
    remarks = RemarkSerializer(many=True)


class ReviewSerializer(serializers.Serializer[Any]):
    head = ReviewHeadSerializer()
    why_without = serializers.CharField()
    themes = ThemeSerializer(many=True)
    remarks = RemarkSerializer(many=True)


class Reviews(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=ReviewHeadSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """Progress reviews, newest first, without words."""
        get_engagement(actor=self.actor, engagement_id=engagement_id)
        found = queries.list_reviews(actor=self.actor, engagement_ids=[engagement_id])
        return Response(ReviewHeadSerializer(found, many=True).data)


class Review(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=ReviewSerializer)
    def get(self, request: Request, review_id: UUID) -> Response:
        """What was signed, theme by theme in both voices; the reading enters the trail."""
        seen = queries.read_review(actor=self.actor, review_id=review_id)
        return Response(ReviewSerializer(seen).data)
