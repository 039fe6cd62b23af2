"""The agreement in the API: read, accepted, declined."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import NotFresh
from accounts.api_view import ApiView
from accounts.fresh import last_authenticated_at
from accounts.roles import CLIENT, CLINICIAN
from reviews.agreements import actions, queries
from reviews.agreements.forms import LONGEST_NAME
from reviews.agreements.terms import Terms
from reviews.checkins import recurrence
from reviews.checkins.recurrence_words import rhythm
from reviews.checkins.rhythm_serializers import PhaseSerializer
from tracker.lib import clock
from tracker.lib.drf_fields import PrintableLineField


class ToldSerializer(serializers.Serializer[Any]):
    who = serializers.CharField()
    parts = serializers.ListField(child=serializers.CharField())


class ListedSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    by_contact = serializers.BooleanField()
    on_screen = serializers.CharField()


class EmployerSerializer(serializers.Serializer[Any]):
    contact = serializers.CharField()
    organization = serializers.CharField()
    address = serializers.CharField()
    refusal_words = serializers.CharField(help_text="In the employer's own words.")


class TermsSerializer(serializers.Serializer[Any]):
    pathway = serializers.CharField()
    focus_areas = serializers.ListField(child=serializers.CharField())
    working_on = serializers.CharField()
    phases = serializers.SerializerMethodField()
    wall_time = serializers.TimeField()
    zone = serializers.CharField()
    in_words = serializers.SerializerMethodField(help_text="The rhythm, as both people read it.")
    told = ToldSerializer(many=True)
    review_months = serializers.IntegerField(
        allow_null=True, help_text="Months between two progress reviews, where it was agreed."
    )
    two_names = serializers.BooleanField()
    accountability = serializers.CharField()
    listed = ListedSerializer(many=True)
    described = serializers.CharField()
    follow_up_months = serializers.ListField(child=serializers.IntegerField())
    supervision = serializers.CharField()
    fee_payer = serializers.CharField()
    beyond = serializers.CharField()
    employer = EmployerSerializer(allow_null=True)
    voluntariness = serializers.CharField()
    advice_offered_on = serializers.DateField(allow_null=True)

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
    signable_from = serializers.DateTimeField(help_text="The client can sign from then on.")
    digest = serializers.CharField(help_text="SHA-256 of the text; sent back with the yes to it.")
    terms = TermsSerializer()


class AcceptSerializer(serializers.Serializer[Any]):
    client_name = PrintableLineField(longest=LONGEST_NAME)
    digest = serializers.RegexField(r"\A[0-9a-f]{64}\Z", help_text="Of the text that was read.")


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
        """The client's yes, under the name they want. Needs a password typed a moment ago."""
        agreement = queries.get_agreement(actor=self.actor, agreement_id=agreement_id)
        sent = AcceptSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        proven = last_authenticated_at(request._request)
        if proven is None:
            raise NotFresh
        actions.accept_agreement(
            actor=self.actor,
            agreement=agreement,
            client_name=sent.validated_data["client_name"],
            seen=bytes.fromhex(sent.validated_data["digest"]),
            authenticated_at=proven,
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
