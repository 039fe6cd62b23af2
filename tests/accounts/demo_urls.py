"""The service's addresses, and the two that only the demonstration has."""

from importlib import import_module

from django.conf import settings
from django.urls import include, path

from accounts import urls

with_demo = ([*urls.urlpatterns, *urls.DEMO_URLS], "accounts")
urlpatterns = [
    path("", include(with_demo)),
    *import_module(settings.ROOT_URLCONF_OF_SERVICE).urlpatterns,
]
