from django.urls import path

from reviews.calendars import views

app_name = "calendars"
urlpatterns = [
    path("calendar/address/", views.home, name="home"),
    path("calendar/address/new/", views.make, name="make"),
    path("calendar/address/end/", views.revoke, name="revoke"),
    path("calendar/feed/<str:token>.ics", views.read, name="read"),
]
