from django.urls import path

from reviews.checkins import views

app_name = "checkins"
urlpatterns = [path("times/<uuid:checkin_id>/talked/", views.discussed, name="discussed")]
