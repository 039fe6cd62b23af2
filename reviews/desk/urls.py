from django.urls import path

from reviews.desk.views import course, one_time, pages

app_name = "desk"
urlpatterns = [
    path("today/", pages.today, name="today"),
    path("calendar/", pages.calendar_page, name="calendar"),
    path("people/", pages.people, name="people"),
    path("people/<uuid:engagement_id>/", pages.person, name="person"),
    path("people/<uuid:engagement_id>/timeline/", pages.person_timeline, name="person_timeline"),
    path("people/<uuid:engagement_id>/timeline/course/", course.of_person, name="person_course"),
    path("you/", pages.your_page, name="your_page"),
    path("writing/begin/<uuid:checkin_id>/", pages.begin_writing, name="begin_writing"),
    path("timeline/", pages.timeline, name="timeline"),
    path("timeline/course/", course.own, name="course"),
    path("looked/", pages.access_record, name="access_record"),
    path("times/<uuid:checkin_id>/", one_time.one, name="checkin"),
    path("times/<uuid:checkin_id>/talked/", one_time.talked, name="talked"),
    path("times/<uuid:checkin_id>/settle/", one_time.missed, name="missed"),
    path("times/<uuid:checkin_id>/skip/", one_time.not_needed, name="not_needed"),
    path("times/<uuid:checkin_id>/close/", one_time.close, name="close"),
]
