"""Versions of a text in the API: listed, read, and the author's own draft. Signing is a page."""

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
from reviews.reports import queries
from tracker.lib import clock, dates


class VersionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    series = serializers.UUIDField()
    number = serializers.IntegerField()
    state = serializers.CharField()
    period_from = serializers.DateField(allow_null=True)
    period_to = serializers.DateField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)
    two_names = serializers.BooleanField()
    in_error = serializers.BooleanField()
    replaced = serializers.BooleanField()


class AboutSerializer(serializers.Serializer[Any]):
    role = serializers.CharField()
    licence = serializers.CharField()
    sources_used = serializers.CharField()
    sources_not_used = serializers.CharField()
    fee_payer = serializers.CharField()


class TextPartSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    part = serializers.CharField()
    heading = serializers.CharField()
    paragraphs = serializers.ListField(child=serializers.CharField())
    stands_alone = serializers.BooleanField()


class NamedSerializer(serializers.Serializer[Any]):
    words = serializers.CharField()
    who = serializers.CharField()


class TextBodySerializer(serializers.Serializer[Any]):
    person = serializers.CharField()
    practice = serializers.CharField()
    author = serializers.CharField()
    about = AboutSerializer()
    period_from = serializers.DateField()
    period_to = serializers.DateField()
    sections = TextPartSerializer(many=True)
    limits_version = serializers.CharField()
    signed_on = serializers.DateField()
    named = NamedSerializer(many=True)


class NameOnItSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    about = serializers.CharField()
    signed_at = serializers.DateTimeField()


class SignedTextSerializer(serializers.Serializer[Any]):
    head = VersionSerializer()
    body = TextBodySerializer(allow_null=True)
    digest = serializers.SerializerMethodField()
    signers = NameOnItSerializer(many=True)
    addenda = AddendumSerializer(many=True)
    error = InErrorSerializer(allow_null=True)

    def get_digest(self, seen: queries.ReportSeen) -> str:
        """SHA-256 of what was signed."""
        return seen.digest.hex()


class RestSerializer(serializers.Serializer[Any]):
    paragraph = serializers.CharField()
    grounds = serializers.ListField(child=serializers.UUIDField())
    words = serializers.CharField()


class DraftPartSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(source="kind.key")
    heading = serializers.CharField(source="kind.heading")
    facts = serializers.ListField(child=serializers.CharField())
    text = serializers.CharField()
    version = serializers.IntegerField()
    second = serializers.CharField(allow_null=True)
    grounds = serializers.ListField(child=serializers.UUIDField())
    rests = RestSerializer(many=True)


class DraftTextSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="report.id")
    engagement_id = serializers.UUIDField(source="report.engagement_id")
    number = serializers.IntegerField(source="report.number")
    period_from = serializers.DateField(source="report.period_from", allow_null=True)
    period_to = serializers.DateField(source="report.period_to", allow_null=True)
    version = serializers.IntegerField(source="report.version")
    about = AboutSerializer()
    sections = DraftPartSerializer(many=True)


class Texts(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=VersionSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """Every version this person may see, newest first, without words."""
        engagement = get_engagement(actor=self.actor, engagement_id=engagement_id)
        found = queries.list_reports(actor=self.actor, engagement_ids=[engagement.id])
        return Response(VersionSerializer(found, many=True).data)


class Text(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=SignedTextSerializer)
    def get(self, request: Request, report_id: UUID) -> Response:
        """A signed version with its words; the reading enters the trail."""
        seen = queries.read_report(actor=self.actor, report_id=report_id)
        return Response(SignedTextSerializer(seen).data)


class DraftText(ApiView):
    open_to = frozenset({CLINICIAN})

    @extend_schema(responses=DraftTextSerializer)
    def get(self, request: Request, report_id: UUID) -> Response:
        """One's own draft with its words, and what each paragraph rests on."""
        today = dates.local(clock.now()).date()
        seen = queries.open_draft(actor=self.actor, report_id=report_id, today=today)
        return Response(DraftTextSerializer(seen).data)
