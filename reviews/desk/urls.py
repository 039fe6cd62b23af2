from django.urls import path

from reviews.desk import views

app_name = "desk"
urlpatterns = [
    path("today/", views.today, name="today"),
    path("calendar/", views.calendar_page, name="calendar"),
    path("people/", views.people, name="people"),
    path("people/<uuid:engagement_id>/", views.person, name="person"),
    path("people/<uuid:engagement_id>/timeline/", views.person_timeline, name="person_timeline"),
    path("you/", views.your_page, name="your_page"),
    path("writing/begin/<uuid:checkin_id>/", views.begin_writing, name="begin_writing"),
    path("timeline/", views.timeline, name="timeline"),
    path("looked/", views.access_record, name="access_record"),
]
