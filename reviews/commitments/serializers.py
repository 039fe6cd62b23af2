"""What the API takes and gives of commitments and goals: the pages' forms, asked again."""

from collections.abc import Callable
from datetime import date
from typing import Any

from rest_framework import serializers

from reviews.commitments.actions import LONGEST_LINE, LONGEST_TEXT
from reviews.commitments.forms import NO_WORDS_HERE
from reviews.commitments.models import Commitment, CommitmentAnswer
from tracker.lib.drf_fields import PlainTextField, PrintableLineField, PrintableTextField
from tracker.lib.forms import LATEST

AGREES, DISAGREES, COULD_NOT = (value for value, _ in CommitmentAnswer.SAYS)


def ahead(name: str) -> Callable[[Any, date | None], date | None]:
    """A day that is today or later."""

    def validate(self: serializers.Serializer[Any], day: date | None) -> date | None:
        if day is not None and not self.context["today"] <= day <= LATEST:
            raise serializers.ValidationError("Choose today or a later day.")
        return day

    validate.__name__ = f"validate_{name}"
    return validate


class StepSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    by_client = serializers.BooleanField()
    stands = serializers.CharField()
    text = serializers.CharField()
    on_day = serializers.DateField(allow_null=True)


class CommitmentAnswerSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    by_client = serializers.BooleanField()
    says = serializers.CharField()
    text = serializers.CharField()
    ask_again_on = serializers.DateField(allow_null=True)
    may_be_told = serializers.BooleanField()


class CommitmentHeadSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    session_id = serializers.UUIDField(allow_null=True)
    goal_id = serializers.UUIDField(allow_null=True)
    text = serializers.CharField()
    agreed_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    carried_by = serializers.CharField()
    outside = serializers.CharField()
    prepare_on = serializers.DateField(allow_null=True)
    debrief_on = serializers.DateField(allow_null=True)
    between_us = serializers.BooleanField()
    agreement = serializers.CharField()
    stands = serializers.CharField()
    replaces_id = serializers.UUIDField(allow_null=True)
    replaced_by = serializers.UUIDField(allow_null=True)


class CommitmentSerializer(CommitmentHeadSerializer):
    steps = StepSerializer(many=True)
    answers = CommitmentAnswerSerializer(many=True)


class GoalHeadSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    text = serializers.CharField()
    proposed_at = serializers.DateTimeField()
    agreement = serializers.CharField()
    ended_at = serializers.DateTimeField(allow_null=True)


class GoalSerializer(GoalHeadSerializer):
    answers = CommitmentAnswerSerializer(many=True)
    end_text = serializers.CharField()


class NewCommitmentSerializer(serializers.Serializer[Any]):
    PLAIN = ("text", "due_on", "carried_by", "outside", "prepare_on", "debrief_on", "between_us")

    text = PrintableLineField(longest=LONGEST_LINE)
    due_on = serializers.DateField(allow_null=True, required=False, default=None)
    goal_id = serializers.UUIDField(allow_null=True, required=False, default=None)
    carried_by = serializers.ChoiceField(
        choices=Commitment.CARRIED_BY, required=False, default=Commitment.CLIENT
    )
    outside = serializers.ChoiceField(
        choices=Commitment.OUTSIDE, allow_blank=True, required=False, default=""
    )
    prepare_on = serializers.DateField(allow_null=True, required=False, default=None)
    debrief_on = serializers.DateField(allow_null=True, required=False, default=None)
    between_us = serializers.BooleanField(required=False, default=False)

    validate_due_on = ahead("due_on")
    validate_prepare_on = ahead("prepare_on")
    validate_debrief_on = ahead("debrief_on")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        outside, days = attrs["outside"], (attrs["prepare_on"], attrs["debrief_on"])
        if outside and attrs["carried_by"] != Commitment.CLIENT:
            raise serializers.ValidationError(
                {"carried_by": "The client carries a step elsewhere."}
            )
        if outside == Commitment.PUBLIC_ACCOUNTS and (None in days or days[1] < days[0]):
            raise serializers.ValidationError(
                {"prepare_on": "Public accounts are prepared, and talked over afterwards."}
            )
        if outside != Commitment.PUBLIC_ACCOUNTS and days != (None, None):
            raise serializers.ValidationError(
                {"prepare_on": "These two days belong to public accounts alone."}
            )
        return attrs


class ReasonSerializer(serializers.Serializer[Any]):
    reason = PlainTextField(longest=LONGEST_TEXT)


class ChangeSerializer(NewCommitmentSerializer):
    reason = PlainTextField(longest=LONGEST_TEXT)


class LaterSerializer(ReasonSerializer):
    due_on = serializers.DateField()
    validate_due_on = ahead("due_on")


class AttendanceSerializer(serializers.Serializer[Any]):
    attended = serializers.BooleanField()
    on_day = serializers.DateField()

    def validate_on_day(self, day: date) -> date:
        if day > self.context["today"]:
            raise serializers.ValidationError("This day is still to come.")
        return day

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if str(self.initial_data.get("text", "")).strip():
            raise serializers.ValidationError({"text": NO_WORDS_HERE})
        return attrs


class GoalAnsweringSerializer(serializers.Serializer[Any]):
    says = serializers.ChoiceField(choices=CommitmentAnswer.SAYS)
    text = PrintableTextField(longest=LONGEST_TEXT, allow_blank=True, required=False, default="")
    ask_again_on = serializers.DateField(allow_null=True, required=False, default=None)
    validate_ask_again_on = ahead("ask_again_on")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        says = attrs["says"]
        if (says == AGREES) == bool(attrs["text"]):
            raise serializers.ValidationError({"text": "Say why, unless the answer is a yes."})
        if (says == COULD_NOT) != (attrs["ask_again_on"] is not None):
            raise serializers.ValidationError(
                {"ask_again_on": "The day of asking again, where no answer could be given."}
            )
        return attrs


class AnsweringSerializer(GoalAnsweringSerializer):
    may_be_told = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["may_be_told"] and attrs["says"] != DISAGREES:
            raise serializers.ValidationError({"may_be_told": "Only a no has a why for a report."})
        return super().validate(attrs)


class NewGoalSerializer(serializers.Serializer[Any]):
    text = PrintableLineField(longest=LONGEST_LINE)


class GoalEndSerializer(serializers.Serializer[Any]):
    text = PlainTextField(longest=LONGEST_TEXT)
