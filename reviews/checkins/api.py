"""Times in the API: asking for another one and answering, the rhythm, pauses, one beside the series."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_view import ApiView
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.checkins import actions, cadences, moving, pausing, queries
from reviews.checkins.rhythm_serializers import NewRhythmSerializer, RhythmSerializer
from reviews.checkins.time_forms import LONGEST_TEXT, PauseForm, TimeForm
from reviews.engagements.queries import get_engagement
from tracker.lib import clock
from tracker.lib.drf import ONCE
from tracker.lib.drf_fields import MadeSerializer, PlainTextField

BOTH = frozenset({CLIENT, CLINICIAN})
NOTHING: dict[int, Any] = {204: None}


class NewTimeSerializer(serializers.Serializer[Any]):
    on_date = serializers.DateField()
    wall_time = serializers.TimeField()


class NewMoveSerializer(NewTimeSerializer):
    words = PlainTextField(longest=LONGEST_TEXT, allow_blank=True, required=False, default="")


class NewPauseSerializer(serializers.Serializer[Any]):
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)


class MoveSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    checkin_id = serializers.UUIDField()
    to_date = serializers.DateField()
    to_time = serializers.TimeField()
    zone = serializers.CharField()


class PauseSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    ends_on = serializers.DateField(allow_null=True)


class TimesSerializer(serializers.Serializer[Any]):
    rhythm = RhythmSerializer(allow_null=True)
    proposed = RhythmSerializer(allow_null=True)
    pause = PauseSerializer(allow_null=True)
    moves = MoveSerializer(many=True)


class Times(ApiView):
    open_to = BOTH

    @extend_schema(responses=TimesSerializer)
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """The rhythm, what was proposed and asked, and whether check-ins pause."""
        ids = [get_engagement(actor=self.actor, engagement_id=engagement_id).id]
        now = clock.now()
        found = {
            "rhythm": queries.get_cadence(engagement_id=engagement_id),
            "proposed": next(iter(queries.proposed_rhythms(engagement_ids=ids)), None),
            "pause": queries.running_pauses(engagement_ids=ids, now=now).get(engagement_id),
            "moves": queries.open_moves(engagement_ids=ids, now=now),
        }
        return Response(TimesSerializer(found).data)


class Extra(ApiView):
    open_to = frozenset({CLINICIAN})

    @extend_schema(parameters=[ONCE], request=NewTimeSerializer, responses={201: MadeSerializer})
    def post(self, request: Request, engagement_id: UUID) -> Response:
        """One time beside the series, which stays as it is."""
        engagement = get_engagement(actor=self.actor, engagement_id=engagement_id)
        zone = queries.zone_of(engagement_id=engagement_id)
        sent = _time(self, request, NewTimeSerializer, zone=zone)
        made = actions.add_checkin(
            actor=self.actor, engagement=engagement, now=clock.now(), row_id=self.row_id(), **sent
        )
        return Response(MadeSerializer(made).data, status=status.HTTP_201_CREATED)


class Moves(ApiView):
    open_to = BOTH

    @extend_schema(parameters=[ONCE], request=NewMoveSerializer, responses={201: MadeSerializer})
    def post(self, request: Request, checkin_id: UUID) -> Response:
        """Ask for another time; the old one stands until the other one agrees."""
        checkin = queries.get_checkin(actor=self.actor, checkin_id=checkin_id)
        sent = _time(self, request, NewMoveSerializer, zone=checkin.zone)
        hours = get_organization(actor=self.actor).move_notice_hours
        made = moving.ask_move(
            actor=self.actor,
            checkin=checkin,
            to_date=sent["on_date"],
            to_time=sent["wall_time"],
            words=sent["words"],
            notice=timedelta(hours=hours),
            now=clock.now(),
            row_id=self.row_id(),
        )
        return Response(MadeSerializer(made).data, status=status.HTTP_201_CREATED)


class Answer(ApiView):
    """The answer to a request, by the act the address names."""

    open_to = BOTH
    act: Callable[..., Any]

    @extend_schema(request=None, responses=NOTHING)
    def post(self, request: Request, move_id: UUID) -> Response:
        """Answer a request for another time, or take one's own back."""
        move = queries.get_move(actor=self.actor, move_id=move_id)
        type(self).act(actor=self.actor, move=move, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class Agree(Answer):
    act = staticmethod(moving.agree_to_move)


class Decline(Answer):
    act = staticmethod(moving.decline_move)


class TakeBack(Answer):
    act = staticmethod(moving.withdraw_move)


class Rhythms(ApiView):
    open_to = BOTH

    @extend_schema(parameters=[ONCE], request=NewRhythmSerializer, responses={201: MadeSerializer})
    def post(self, request: Request, engagement_id: UUID) -> Response:
        """Propose another rhythm; the one there is stands until the other one agrees."""
        engagement = get_engagement(actor=self.actor, engagement_id=engagement_id)
        now = clock.now()
        sent = NewRhythmSerializer(data=request.data, context={"now": now})
        sent.is_valid(raise_exception=True)
        made = cadences.propose_cadence(
            actor=self.actor,
            engagement=engagement,
            now=now,
            row_id=self.row_id(),
            **sent.validated_data,
        )
        return Response(MadeSerializer(made).data, status=status.HTTP_201_CREATED)


class AnswerRhythm(ApiView):
    """The answer to a proposed rhythm, by the act the address names."""

    open_to = BOTH
    act: Callable[..., Any]

    @extend_schema(request=None, responses=NOTHING)
    def post(self, request: Request, cadence_id: UUID) -> Response:
        """Answer a proposed rhythm, or take one's own back."""
        cadence = queries.get_rhythm(actor=self.actor, cadence_id=cadence_id)
        type(self).act(actor=self.actor, cadence=cadence, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AcceptRhythm(AnswerRhythm):
    act = staticmethod(cadences.accept_cadence)


class DeclineRhythm(AnswerRhythm):
    act = staticmethod(cadences.decline_cadence)


class TakeBackRhythm(AnswerRhythm):
    act = staticmethod(cadences.withdraw_cadence)


class Pauses(ApiView):
    open_to = BOTH

    @extend_schema(parameters=[ONCE], request=NewPauseSerializer, responses={201: MadeSerializer})
    def post(self, request: Request, engagement_id: UUID) -> Response:
        """No check-ins until a day, or until one of the two resumes. Nobody asks why."""
        engagement = get_engagement(actor=self.actor, engagement_id=engagement_id)
        zone = queries.zone_of(engagement_id=engagement_id)
        sent = _sent(request, NewPauseSerializer)
        _hold(PauseForm(sent, zone=zone, now=clock.now()))
        made = pausing.pause_checkins(
            actor=self.actor,
            engagement=engagement,
            ends_on=sent["ends_on"],
            zone=zone,
            now=clock.now(),
            row_id=self.row_id(),
        )
        return Response(MadeSerializer(made).data, status=status.HTTP_201_CREATED)


class Resume(ApiView):
    open_to = BOTH

    @extend_schema(request=None, responses=NOTHING)
    def post(self, request: Request, pause_id: UUID) -> Response:
        """The times ahead stand again."""
        found = queries.get_pause(actor=self.actor, pause_id=pause_id)
        pausing.resume_checkins(actor=self.actor, pause=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _sent(request: Request, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    found = serializer(data=request.data)
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)


def _time(
    view: ApiView, request: Request, serializer: type[serializers.Serializer[Any]], *, zone: str
) -> dict[str, Any]:
    """What was sent, with the sentences of the page's form where it does not fit."""
    sent = _sent(request, serializer)
    practice = get_organization(actor=view.actor)
    form = TimeForm(
        sent, zone=zone, practice_zone=practice.zone, weekdays=practice.there_on, now=clock.now()
    )
    _hold(form)
    return sent


def _hold(form: Any) -> None:
    if not form.is_valid():
        raise serializers.ValidationError(form.errors)
