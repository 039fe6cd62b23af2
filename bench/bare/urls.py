"""The bare page, and the service's addresses for the links on it."""

from django.urls import include, path

from bench.bare.views import today

urlpatterns = [path("bare/<uuid:clinician_id>/", today), path("", include("tracker.urls"))]
