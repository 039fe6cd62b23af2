"""Every address of the service."""

from django.urls import include, path

from tracker.lib.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("accounts.urls")),
    path("", include("accounts.signin_urls")),
    path("about/", include("accounts.about_urls")),
    path("api/v1/", include("reviews.api")),
    path("", include("reviews.urls")),
]
handler400 = "accounts.errors.bad_request"
handler403 = "accounts.errors.not_allowed"
handler404 = "accounts.errors.not_found"
handler500 = "accounts.errors.failed"
