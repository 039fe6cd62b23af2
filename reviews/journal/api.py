"""What is written by prompts, in the API. A conflict is answered, never raised: both texts are kept."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import NotFound
from accounts.api_view import ApiView
from accounts.roles import CLIENT, CLINICIAN
from reviews.journal import actions, queries
from reviews.journal.rules import NotReady
from tracker.lib import clock
from tracker.lib.drf import ONCE
from tracker.lib.drf_fields import PlainTextField
from tracker.lib.forms import OpenPage
from tracker.lib.text import printable


class AnswerSerializer(serializers.Serializer[Any]):
    prompt = serializers.CharField()
    question = serializers.CharField()
    text = serializers.CharField()
    version = serializers.IntegerField()
    saved_at = serializers.DateTimeField(allow_null=True)
    second = serializers.CharField(allow_null=True)
    second_saved_at = serializers.DateTimeField(allow_null=True)


class DraftSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    kind = serializers.CharField(source="writing.kind")
    state = serializers.CharField()
    answers = AnswerSerializer(many=True)


class WordsSerializer(serializers.Serializer[Any]):
    """Words of an entry, or below it; context["printed"]: of a kind that is."""

    def validate_text(self, text: str) -> str:
        return printable(text) if self.context["printed"] else text


class SaveSerializer(WordsSerializer):
    text = PlainTextField(longest=actions.LONGEST_TEXT, allow_blank=True)
    version = serializers.IntegerField(min_value=0)
    page = serializers.UUIDField(required=False, allow_null=True, default=None)
    nth = serializers.IntegerField(min_value=0, default=0)


class SavedSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    saved_at = serializers.DateTimeField()
    conflict = serializers.BooleanField()


class ChoiceSerializer(serializers.Serializer[Any]):
    pick = serializers.ChoiceField(choices=["here", "there", "both"])


class ChosenSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField()


class SharedAnswerSerializer(serializers.Serializer[Any]):
    prompt = serializers.CharField()
    question = serializers.CharField()
    text = serializers.CharField()


class AdditionSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    text = serializers.CharField()


class SharedSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    engagement_id = serializers.UUIDField()
    kind = serializers.CharField(source="writing.kind")
    shared_at = serializers.DateTimeField()
    late = serializers.BooleanField()
    answers = SharedAnswerSerializer(many=True)
    additions = serializers.SerializerMethodField()

    @extend_schema_field(AdditionSerializer(many=True))
    def get_additions(self, entry: queries.EntrySeen) -> list[dict[str, Any]]:
        return [
            dict(AdditionSerializer({"at": at, "text": text}).data) for at, text in entry.addenda
        ]


class AddSerializer(WordsSerializer):
    text = PlainTextField(longest=actions.LONGEST_TEXT)


class Draft(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=DraftSerializer)
    def get(self, request: Request, entry_id: UUID) -> Response:
        """One's own draft with its words; leaves no trace."""
        entry = queries.open_draft(actor=self.actor, entry_id=entry_id)
        return Response(DraftSerializer(entry).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, entry_id: UUID) -> Response:
        """Discard it; nothing of it is left."""
        entry = queries.get_own(actor=self.actor, entry_id=entry_id)
        actions.discard_draft(actor=self.actor, entry=entry, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class Answer(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=AnswerSerializer)
    def get(self, request: Request, entry_id: UUID, prompt: str) -> Response:
        entry = queries.open_draft(actor=self.actor, entry_id=entry_id)
        found = [answer for answer in entry.answers if answer.prompt == prompt]
        if not found:
            raise NotFound
        return Response(AnswerSerializer(found[0]).data)

    @extend_schema(request=SaveSerializer, responses={200: SavedSerializer, 409: SavedSerializer})
    def put(self, request: Request, entry_id: UUID, prompt: str) -> Response:
        """Keep a text; 409 if it started from another version, and then both are kept."""
        entry = queries.get_own(actor=self.actor, entry_id=entry_id)
        sent = SaveSerializer(data=request.data, context=_context(entry))
        sent.is_valid(raise_exception=True)
        page, nth = sent.validated_data["page"], sent.validated_data["nth"]
        saved = actions.save_answer(
            actor=self.actor,
            entry=entry,
            prompt=prompt,
            text=sent.validated_data["text"],
            version=sent.validated_data["version"],
            page=OpenPage(page, nth=nth) if page else None,
            now=clock.now(),
        )
        code = status.HTTP_409_CONFLICT if saved.conflict else status.HTTP_200_OK
        return Response(SavedSerializer(saved).data, status=code)


class Choice(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(request=ChoiceSerializer, responses=ChosenSerializer)
    def post(self, request: Request, entry_id: UUID, prompt: str) -> Response:
        """End a conflict with one of the texts, or both one after the other."""
        entry = queries.get_own(actor=self.actor, entry_id=entry_id)
        sent = ChoiceSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        version = actions.choose_text(
            actor=self.actor,
            entry=entry,
            prompt=prompt,
            pick=sent.validated_data["pick"],
            now=clock.now(),
        )
        return Response(ChosenSerializer({"version": version}).data)


class Share(ApiView):
    open_to = frozenset({CLIENT})

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, entry_id: UUID) -> Response:
        """Let the clinician read a reflection. From now on it is added to, never changed."""
        entry = queries.get_own(actor=self.actor, entry_id=entry_id)
        actions.share_entry(actor=self.actor, entry=entry, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class Reflection(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=SharedSerializer)
    def get(self, request: Request, entry_id: UUID) -> Response:
        """What was handed over; the reading enters the trail."""
        entry = queries.read_entry(actor=self.actor, entry_id=entry_id)
        return Response(SharedSerializer(entry).data)


class Additions(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(parameters=[ONCE], request=AddSerializer, responses={201: AdditionSerializer})
    def post(self, request: Request, entry_id: UUID) -> Response:
        """Add to what was shared; it stays as it is. 400 with what the gate refuses."""
        entry = queries.get_own_shared(actor=self.actor, entry_id=entry_id)
        sent = AddSerializer(data=request.data, context=_context(entry))
        sent.is_valid(raise_exception=True)
        text = sent.validated_data["text"]
        try:
            added = actions.add_addendum(
                actor=self.actor, entry=entry, text=text, now=clock.now(), row_id=self.row_id()
            )
        except NotReady as refusal:
            raise serializers.ValidationError({"text": refusal.problems}) from None
        data = AdditionSerializer({"at": added.created_at, "text": text}).data
        return Response(data, status=status.HTTP_201_CREATED)


def _context(entry: Any) -> dict[str, bool]:
    return {"printed": queries.writing_of(entry).printed}
