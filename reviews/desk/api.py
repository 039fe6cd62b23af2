"""The API's lists and trails, and the way into writing. The same queries and acts as the pages."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_view import ApiView
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN, EVERY_ROLE
from reviews.agreements.queries import focus_areas_of, latest_agreement
from reviews.checkins.actions import close_checkin, mark_not_needed
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.checkins.time_forms import LONGEST_TEXT
from reviews.checkins.words import REASONS
from reviews.desk.access_record import Reading, list_readings
from reviews.desk.checkin_page import CheckInPage, see_checkin
from reviews.desk.record_words import what
from reviews.desk.timeline import list_steps
from reviews.engagements.queries import list_engagements, see_engagement
from reviews.journal.actions import begin_reflection
from reviews.sessions.noting import note_missed, note_talked
from tracker.lib import clock
from tracker.lib.drf_fields import PlainTextField

BOTH = frozenset({CLIENT, CLINICIAN})


class MeSerializer(serializers.Serializer[dict[str, Any]]):
    user_id = serializers.UUIDField()
    role = serializers.CharField()
    practice = serializers.CharField()


class EngagementSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    state = serializers.CharField()
    short_name = serializers.CharField()
    clinician_name = serializers.CharField()
    started_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    next_due_at = serializers.DateTimeField(allow_null=True)


class EngagementDetailSerializer(EngagementSerializer):
    client_name = serializers.CharField()
    agreement_id = serializers.UUIDField(allow_null=True)


class CheckInSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    on_date = serializers.DateField()
    wall_time = serializers.TimeField()
    zone = serializers.CharField()
    due_at = serializers.DateTimeField()
    state = serializers.CharField()


class CheckInDetailSerializer(CheckInSerializer):
    why_not = serializers.CharField()
    why_words = serializers.CharField()
    moved_from_id = serializers.UUIDField(allow_null=True)
    moved_to_id = serializers.UUIDField(allow_null=True)
    reflection_id = serializers.UUIDField(allow_null=True)
    late = serializers.BooleanField()
    session_id = serializers.UUIDField(allow_null=True)
    acts = serializers.ListField(child=serializers.CharField())


class MissedSerializer(serializers.Serializer[Any]):
    why = serializers.ChoiceField(choices=list(REASONS))
    words = PlainTextField(longest=LONGEST_TEXT, allow_blank=True, required=False, default="")


class TimelineStepSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    at = serializers.DateTimeField()
    title = serializers.CharField()
    by = serializers.CharField()
    text = serializers.CharField()
    ahead = serializers.BooleanField()
    object_kind = serializers.CharField()
    object_id = serializers.UUIDField(allow_null=True)
    in_error = serializers.BooleanField()


class ReadingSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    who = serializers.CharField()
    role = serializers.CharField()
    verb = serializers.CharField()
    what = serializers.CharField(source="object_kind")
    for_day = serializers.DateField(allow_null=True)
    in_words = serializers.SerializerMethodField()

    def get_in_words(self, reading: Reading) -> str:
        return what(reading)


class BegunSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.CharField()
    prompts = serializers.ListField(child=serializers.CharField())


class Me(ApiView):
    open_to = frozenset(EVERY_ROLE)

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Who is asking, in which role, at which practice."""
        data = {
            "user_id": self.actor.user_id,
            "role": self.actor.role,
            "practice": get_organization(actor=self.actor).name,
        }
        return Response(MeSerializer(data).data)


class Engagements(ApiView):
    open_to = BOTH

    @extend_schema(operation_id="engagements_list", responses=EngagementSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What the person may enter in the role they are in, the soonest due first."""
        found = list_engagements(actor=self.actor)
        return Response(EngagementSerializer(found, many=True).data)


class EngagementDetail(ApiView):
    open_to = BOTH

    @extend_schema(operation_id="engagements_detail", responses=EngagementDetailSerializer)
    def get(self, request: Request, engagement_id: UUID) -> Response:
        seen = see_engagement(actor=self.actor, engagement_id=engagement_id)
        agreement = latest_agreement(actor=self.actor, engagement_id=engagement_id)
        data = {
            **EngagementSerializer(seen).data,
            "client_name": seen.client_name,
            "agreement_id": str(agreement.id) if agreement else None,
        }
        return Response(data)


class CheckIns(ApiView):
    open_to = BOTH

    @extend_schema(responses=CheckInSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """Every check-in, in order of time."""
        seen = see_engagement(actor=self.actor, engagement_id=engagement_id)
        found = list_checkins(actor=self.actor, engagement_ids=[seen.id])
        return Response(CheckInSerializer(found, many=True).data)


class Timeline(ApiView):
    open_to = BOTH

    @extend_schema(responses=TimelineStepSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """Every step, newest first; never a narrative."""
        seen = see_engagement(actor=self.actor, engagement_id=engagement_id)
        steps = list_steps(actor=self.actor, engagement=seen, now=clock.now())
        return Response(TimelineStepSerializer(steps, many=True).data)


class Looked(ApiView):
    open_to = frozenset({CLIENT})

    @extend_schema(responses=ReadingSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """Who opened what and when, newest first."""
        seen = see_engagement(actor=self.actor, engagement_id=engagement_id)
        readings = list_readings(actor=self.actor, engagement=seen, now=clock.now())
        return Response(ReadingSerializer(readings, many=True).data)


class BeginReflection(ApiView):
    open_to = frozenset({CLIENT})

    @extend_schema(request=None, responses={201: BegunSerializer})
    def post(self, request: Request, checkin_id: UUID) -> Response:
        """The draft for this check-in: the one begun before, or a new one."""
        checkin = get_checkin(actor=self.actor, checkin_id=checkin_id)
        areas = focus_areas_of(actor=self.actor, engagement_id=checkin.engagement_id)
        entry = begin_reflection(
            actor=self.actor, checkin=checkin, focus_areas=areas, now=clock.now()
        )
        return Response(BegunSerializer(entry).data, status=status.HTTP_201_CREATED)


class Talked(ApiView):
    open_to = frozenset({CLINICIAN})

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, checkin_id: UUID) -> Response:
        """The two of them have talked; a reflection is not needed for it."""
        checkin = get_checkin(actor=self.actor, checkin_id=checkin_id)
        note_talked(actor=self.actor, checkin=checkin, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class CheckInDetail(ApiView):
    open_to = BOTH

    @extend_schema(operation_id="check_ins_detail", responses=CheckInDetailSerializer)
    def get(self, request: Request, checkin_id: UUID) -> Response:
        """One check-in; where something was said about it, the reading enters the trail."""
        found = see_checkin(actor=self.actor, checkin_id=checkin_id, now=clock.now())
        return Response(CheckInDetailSerializer(_detail(found)).data)


class Missed(ApiView):
    open_to = frozenset({CLINICIAN})

    @extend_schema(request=MissedSerializer, responses={204: None})
    def post(self, request: Request, checkin_id: UUID) -> Response:
        """It did not take place, and why."""
        checkin = get_checkin(actor=self.actor, checkin_id=checkin_id)
        sent = MissedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        note_missed(actor=self.actor, checkin=checkin, now=clock.now(), **sent.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class NotNeeded(ApiView):
    open_to = frozenset({CLINICIAN})

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, checkin_id: UUID) -> Response:
        """It is not needed, and counts for nothing."""
        checkin = get_checkin(actor=self.actor, checkin_id=checkin_id)
        mark_not_needed(actor=self.actor, checkin=checkin, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class Close(ApiView):
    open_to = frozenset({CLINICIAN})

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, checkin_id: UUID) -> Response:
        """Nothing more is added to what was said about it. It stays readable."""
        checkin = get_checkin(actor=self.actor, checkin_id=checkin_id)
        close_checkin(actor=self.actor, checkin=checkin, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _detail(found: CheckInPage) -> dict[str, Any]:
    seen, entry = found.seen, found.entry
    return {
        **CheckInSerializer(seen.checkin).data,
        "why_not": seen.checkin.why_not,
        "why_words": seen.why_words,
        "moved_from_id": seen.checkin.moved_from_id,
        "moved_to_id": seen.moved_to.id if seen.moved_to else None,
        "reflection_id": entry.id if entry else None,
        "late": entry.late if entry else False,
        "session_id": found.log.id if found.log else None,
        "acts": sorted(found.acts),
    }
