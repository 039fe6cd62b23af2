"""What was said later about a signed record, as the rooms that own the records show it."""

from typing import Any

from rest_framework import serializers


class AddendumSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    reason = serializers.CharField()
    text = serializers.CharField()


class InErrorSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    reason = serializers.CharField()
