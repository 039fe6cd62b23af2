"""Covers and handovers in the API: what is open, asking, and each person's own word."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import NotAllowed
from accounts.api_view import ApiView
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.assignments import actions, forms, handover_queries, handovers, queries, rules
from reviews.engagements.queries import get_engagement
from tracker.lib import clock
from tracker.lib.drf import ONCE
from tracker.lib.drf_fields import MadeSerializer, PlainTextField

BOTH = frozenset({CLIENT, CLINICIAN})
CLINICIANS = frozenset({CLINICIAN})
CLIENTS = frozenset({CLIENT})
NOTHING: dict[int, Any] = {204: None}


class CoverSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    state = serializers.CharField()
    asked_by = serializers.CharField(help_text="A colleague's name; empty for the practice.")
    colleague = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    colleague_said = serializers.BooleanField()
    client_said = serializers.BooleanField()


class HandoverSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    state = serializers.CharField()
    outgoing = serializers.CharField()
    incoming = serializers.CharField()
    takes_effect_on = serializers.DateField()
    incoming_said = serializers.BooleanField()
    client_said = serializers.BooleanField()


class OpenSerializer(serializers.Serializer[Any]):
    cover = CoverSerializer(allow_null=True)
    handover = HandoverSerializer(allow_null=True)
    colleagues = serializers.DictField(
        child=serializers.CharField(), help_text="Who can be asked, by id; for the clinician."
    )


class AskedSerializer(serializers.Serializer[Any]):
    covers = CoverSerializer(many=True)
    handovers = HandoverSerializer(many=True)


class NewHandoverSerializer(serializers.Serializer[Any]):
    colleague_id = serializers.UUIDField()


class NewCoverSerializer(NewHandoverSerializer):
    first = serializers.DateField()
    last = serializers.DateField()


class ObjectionSerializer(serializers.Serializer[Any]):
    words = PlainTextField(
        longest=handovers.LONGEST_TEXT, allow_blank=True, required=False, default=""
    )


class Open(ApiView):
    open_to = BOTH

    @extend_schema(responses=OpenSerializer)
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """The cover and the handover that are open, and whom the clinician could ask."""
        actor = self.actor
        engagement = get_engagement(actor=actor, engagement_id=engagement_id)
        found: dict[str, Any] = {
            "cover": queries.open_cover(actor=actor, engagement_id=engagement_id, now=clock.now()),
            "handover": handover_queries.open_handover(actor=actor, engagement_id=engagement_id),
            "colleagues": {},
        }
        if rules.may_arrange(actor, engagement):
            found["colleagues"] = queries.colleagues(actor=actor, besides=engagement.client_id)
        return Response(OpenSerializer(found).data)


class Asked(ApiView):
    open_to = CLINICIANS

    @extend_schema(responses=AskedSerializer)
    def get(self, request: Request) -> Response:
        """What colleagues ask of this clinician, by code."""
        found = {
            "covers": queries.covers_asked(actor=self.actor, now=clock.now()),
            "handovers": handover_queries.handovers_asked(actor=self.actor),
        }
        return Response(AskedSerializer(found).data)


class Covers(ApiView):
    open_to = CLINICIANS

    @extend_schema(parameters=[ONCE], request=NewCoverSerializer, responses={201: MadeSerializer})
    def post(self, request: Request, engagement_id: UUID) -> Response:
        """Ask a colleague to cover, from the first day to the last. Nothing opens by it."""
        engagement = get_engagement(actor=self.actor, engagement_id=engagement_id)
        if not rules.may_arrange(self.actor, engagement):
            raise NotAllowed
        sent, now = _sent(request, NewCoverSerializer), clock.now()
        zone = get_organization(actor=self.actor).zone
        form: Any = forms.CoverForm(
            {**sent, "colleague": sent["colleague_id"]},
            colleagues=queries.colleagues(actor=self.actor, besides=engagement.client_id),
            today=queries.today_in(zone, now=now),
        )
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        made = actions.ask_cover(
            actor=self.actor, engagement=engagement, now=now, row_id=self.row_id(), **sent
        )
        return Response(MadeSerializer(made).data, status=status.HTTP_201_CREATED)


class CoverWord(ApiView):
    """One person's word about a cover, by the act the address names."""

    open_to = BOTH
    act: Callable[..., Any]

    @extend_schema(request=None, responses=NOTHING)
    def post(self, request: Request, cover_id: UUID) -> Response:
        """Say yes or no, or end it."""
        cover = queries.get_cover(actor=self.actor, cover_id=cover_id)
        type(self).act(actor=self.actor, cover=cover, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AgreeToCover(CoverWord):
    act = staticmethod(actions.agree_to_cover)


class DeclineCover(CoverWord):
    act = staticmethod(actions.decline_cover)


class EndCover(CoverWord):
    act = staticmethod(actions.end_cover)


class Handovers(ApiView):
    open_to = CLINICIANS

    @extend_schema(
        parameters=[ONCE], request=NewHandoverSerializer, responses={201: MadeSerializer}
    )
    def post(self, request: Request, engagement_id: UUID) -> Response:
        """Propose that a colleague goes on with the work. The client is told at once."""
        engagement = get_engagement(actor=self.actor, engagement_id=engagement_id)
        if not rules.may_arrange(self.actor, engagement):
            raise NotAllowed
        sent = _sent(request, NewHandoverSerializer)
        made = handovers.propose_handover(
            actor=self.actor, engagement=engagement, now=clock.now(), row_id=self.row_id(), **sent
        )
        return Response(MadeSerializer(made).data, status=status.HTTP_201_CREATED)


class HandoverWord(ApiView):
    """One person's word about a handover, by the act the address names."""

    open_to = BOTH
    act: Callable[..., Any]

    @extend_schema(request=None, responses=NOTHING)
    def post(self, request: Request, handover_id: UUID) -> Response:
        """Say one's own word, where it is one's own to say."""
        row = handover_queries.get_handover(actor=self.actor, handover_id=handover_id)
        type(self).act(actor=self.actor, handover=row, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AgreeToHandover(HandoverWord):
    act = staticmethod(handovers.agree_to_handover)


class DeclineHandover(HandoverWord):
    open_to = CLINICIANS
    act = staticmethod(handovers.decline_handover)


class WithdrawHandover(HandoverWord):
    open_to = CLINICIANS
    act = staticmethod(handovers.withdraw_handover)


class TakeBackObjection(HandoverWord):
    open_to = CLIENTS
    act = staticmethod(handovers.take_back_objection)


class ObjectToHandover(ApiView):
    open_to = CLIENTS

    @extend_schema(request=ObjectionSerializer, responses=NOTHING)
    def post(self, request: Request, handover_id: UUID) -> Response:
        """Object, with or without words. Nothing changes while it stands."""
        row = handover_queries.get_handover(actor=self.actor, handover_id=handover_id)
        words = _sent(request, ObjectionSerializer)["words"]
        handovers.object_to_handover(
            actor=self.actor, handover=row, words=words.strip(), now=clock.now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


def _sent(request: Request, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    found = serializer(data=request.data)
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)
