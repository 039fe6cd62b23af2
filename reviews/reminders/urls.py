from django.urls import path

from reviews.reminders.views import choosing, stopping

app_name = "reminders"
urlpatterns = [
    path("mails/", choosing.mails, name="mails"),
    path("mails/off/", choosing.switch, {"to": "off"}, name="off"),
    path("mails/on/", choosing.switch, {"to": "on"}, name="on"),
    path("mails/stop/<str:token>/", stopping.stop, name="stop"),
    path("people/<uuid:engagement_id>/mails/", choosing.of_person, name="of_person"),
]
