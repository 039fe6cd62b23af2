"""What a reader has been given, in the API. Whatever there is not is one 404."""

from typing import Any, NoReturn
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import NotFound
from accounts.api_view import ApiView
from accounts.roles import EMPLOYER_CONTACT
from reviews.documents import actions, queries
from reviews.documents.answers import pdf_response
from tracker.lib import clock

ASK_AGAIN = "5"  # seconds
PDF = "application/pdf"


class SharedHeadSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    person = serializers.CharField()
    period = serializers.CharField()
    issued = serializers.DateField()
    until = serializers.CharField()


class WordsSerializer(serializers.Serializer[Any]):
    heading = serializers.CharField()
    paragraphs = serializers.ListField(child=serializers.CharField())


class SharedStatementSerializer(WordsSerializer):
    about = serializers.CharField()


class DocumentLimitsSerializer(serializers.Serializer[Any]):
    heading = serializers.CharField()
    items = serializers.ListField(child=serializers.CharField())


class DocumentSignerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    about = serializers.CharField()
    signed = serializers.CharField()


class DocumentSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    person = serializers.CharField()
    period = serializers.CharField()
    reader = serializers.CharField()
    until = serializers.CharField()
    issued = serializers.DateField()
    purpose = serializers.CharField()
    notice = serializers.CharField()
    sections = WordsSerializer(many=True)
    statement = SharedStatementSerializer(allow_null=True)
    limits = DocumentLimitsSerializer()
    signers = DocumentSignerSerializer(many=True)
    code = serializers.CharField()
    verify_words = serializers.CharField()


class SharedDocumentSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    person = serializers.CharField()
    reader = serializers.CharField()
    until = serializers.CharField()
    notice = serializers.CharField()
    notice_version = serializers.CharField()
    document = DocumentSerializer(allow_null=True)
    file_state = serializers.CharField()


class SharedAcknowledgeSerializer(serializers.Serializer[Any]):
    version = serializers.CharField(max_length=20)


class JsonOrPdf(DefaultContentNegotiation):
    """A PDF may be asked for by name; whatever else is answered instead is JSON."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        if PDF in request.META.get("HTTP_ACCEPT", ""):
            return renderers[0], renderers[0].media_type
        chosen: tuple[BaseRenderer, str] = super().select_renderer(
            request, renderers, format_suffix
        )
        return chosen


class ReaderView(ApiView):
    """Open to readers; what a method does not know is an absence as well."""

    open_to = frozenset({EMPLOYER_CONTACT})
    http_method_names = ["get", "head", "post"]

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotFound


class Shared(ReaderView):
    @extend_schema(responses=SharedHeadSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What can be opened now, newest first. An empty list carries no meaning."""
        listed = queries.list_documents(actor=self.actor)
        return Response(SharedHeadSerializer(listed, many=True).data)


class SharedDocument(ReaderView):
    @extend_schema(responses=SharedDocumentSerializer)
    def get(self, request: Request, release_id: UUID) -> Response:
        """The notice; once it is acknowledged, the document too. Its reading enters the trail."""
        seen = queries.read_document(actor=self.actor, release_id=release_id)
        return Response(SharedDocumentSerializer(seen).data)


class Acknowledge(ReaderView):
    @extend_schema(request=SharedAcknowledgeSerializer, responses={204: None})
    def post(self, request: Request, release_id: UUID) -> Response:
        """The notice of this version was read."""
        release = queries.get_readable(actor=self.actor, release_id=release_id)
        sent = SharedAcknowledgeSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        actions.acknowledge_notice(
            actor=self.actor,
            release=release,
            version=sent.validated_data["version"],
            now=clock.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class SharedFile(ReaderView):
    content_negotiation_class = JsonOrPdf

    @extend_schema(
        responses={
            (200, PDF): OpenApiTypes.BINARY,
            202: OpenApiResponse(description="It is being made. Ask again in a moment."),
        }
    )
    def get(self, request: Request, release_id: UUID) -> HttpResponse:
        """The sealed PDF, whole."""
        pdf = queries.read_file(actor=self.actor, release_id=release_id)
        if pdf is not None:
            return pdf_response(pdf)
        if queries.file_state(actor=self.actor, release_id=release_id) != queries.WAITING:
            raise NotFound
        return HttpResponse(status=status.HTTP_202_ACCEPTED, headers={"Retry-After": ASK_AGAIN})
