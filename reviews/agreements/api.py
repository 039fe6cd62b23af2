"""The agreement in the API: read, accepted, declined."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_view import ApiView
from accounts.roles import CLIENT, CLINICIAN
from reviews.agreements import actions, queries
from reviews.agreements.forms import LONGEST_NAME
from reviews.agreements.terms import Terms
from reviews.checkins import recurrence
from reviews.checkins.recurrence_words import rhythm
from reviews.checkins.rhythm_serializers import PhaseSerializer
from tracker.lib import clock
from tracker.lib.drf_fields import PlainLineField


class ToldSerializer(serializers.Serializer[Any]):
    who = serializers.CharField()
    parts = serializers.ListField(child=serializers.CharField())


class TermsSerializer(serializers.Serializer[Any]):
    pathway = serializers.CharField()
    focus_areas = serializers.ListField(child=serializers.CharField())
    working_on = serializers.CharField()
    phases = serializers.SerializerMethodField()
    wall_time = serializers.TimeField()
    zone = serializers.CharField()
    in_words = serializers.SerializerMethodField(help_text="The rhythm, as both people read it.")
    told = ToldSerializer(many=True)

    @extend_schema_field(PhaseSerializer(many=True))
    def get_phases(self, terms: Terms) -> list[dict[str, Any]]:
        return recurrence.write(terms.phases)

    def get_in_words(self, terms: Terms) -> str:
        return rhythm(terms.phases, wall_time=terms.wall_time, zone=terms.zone)


class AgreementSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    version = serializers.IntegerField()
    state = serializers.CharField()
    offered_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    terms = TermsSerializer()


class AcceptSerializer(serializers.Serializer[Any]):
    client_name = PlainLineField(longest=LONGEST_NAME)


class AgreementDetail(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=AgreementSerializer)
    def get(self, request: Request, agreement_id: UUID) -> Response:
        """The agreement with its words; the reading enters the trail."""
        seen = queries.read_agreement(actor=self.actor, agreement_id=agreement_id)
        return Response(AgreementSerializer(seen).data)


class Accept(ApiView):
    open_to = frozenset({CLIENT})

    @extend_schema(request=AcceptSerializer, responses={204: None})
    def post(self, request: Request, agreement_id: UUID) -> Response:
        """The client's yes, under the name they want."""
        agreement = queries.get_agreement(actor=self.actor, agreement_id=agreement_id)
        sent = AcceptSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        actions.accept_agreement(
            actor=self.actor,
            agreement=agreement,
            client_name=sent.validated_data["client_name"],
            now=clock.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class Decline(ApiView):
    open_to = frozenset({CLIENT})

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, agreement_id: UUID) -> Response:
        """The client's no, without a reason."""
        agreement = queries.get_agreement(actor=self.actor, agreement_id=agreement_id)
        actions.decline_agreement(actor=self.actor, agreement=agreement, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
