from django.urls import path

from reviews.finding import views

app_name = "finding"
urlpatterns = [
    path("find/", views.find_own, name="own"),
    path("people/find/", views.find_people, name="people"),
    path("people/<uuid:engagement_id>/find/", views.find_in, name="in_engagement"),
]
