from django.urls import path

from accounts import about

app_name = "about"
urlpatterns = [
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("help/", about.help_page, name="help"),
    path("leave/", about.leave, name="leave"),
]
