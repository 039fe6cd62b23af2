from django.urls import path

from reviews.prompts import views

app_name = "prompts"
urlpatterns = [
    path("questions/", views.all_areas, name="all"),
    path("questions/<slug:area>/", views.one_area, name="area"),
    path("times/<uuid:checkin_id>/prepare/", views.prepare, name="prepare"),
]
