"""Permissions with their releases, and the client's withdrawal. Nothing is given or released here."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import NotFresh
from accounts.api_view import ApiView
from accounts.fresh import last_authenticated_at
from accounts.roles import CLIENT, CLINICIAN
from reviews.engagements.queries import get_engagement
from reviews.releases import permissions, queries
from tracker.lib import clock


class OpeningSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    verb = serializers.CharField()


class ReleaseSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    report_id = serializers.UUIDField()
    parts = serializers.ListField(child=serializers.CharField())
    released_at = serializers.DateTimeField()
    live_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    state = serializers.CharField()
    openings = OpeningSerializer(many=True)


class ReaderSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    role = serializers.CharField()
    organization = serializers.CharField()


class PermissionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    reader = ReaderSerializer(source="terms.recipient")
    purpose = serializers.CharField(source="terms.purpose")
    until = serializers.DateField(source="terms.until")
    parts = serializers.ListField(child=serializers.CharField())
    given_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    state = serializers.CharField()
    releases = ReleaseSerializer(many=True)


class Sharing(ApiView):
    open_to = frozenset({CLIENT, CLINICIAN})

    @extend_schema(responses=PermissionSerializer(many=True))
    def get(self, request: Request, engagement_id: UUID) -> Response:
        """Every permission with its releases, newest first; openings for the client alone."""
        engagement = get_engagement(actor=self.actor, engagement_id=engagement_id)
        listed = queries.list_permissions(
            actor=self.actor, engagement_id=engagement.id, now=clock.now()
        )
        return Response(PermissionSerializer(listed, many=True).data)


class Withdraw(ApiView):
    open_to = frozenset({CLIENT})

    @extend_schema(request=None, responses={204: None, 403: None})
    def post(self, request: Request, permission_id: UUID) -> Response:
        """End it; again changes nothing. 403 unless the password was typed a moment ago."""
        permission = queries.get_permission(actor=self.actor, permission_id=permission_id)
        proven = last_authenticated_at(request._request)
        if proven is None:
            raise NotFresh
        permissions.withdraw_permission(
            actor=self.actor, permission=permission, authenticated_at=proven, now=clock.now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
