from django.urls import path

from reviews.dialogue import views

app_name = "dialogue"
urlpatterns = [path("times/<uuid:checkin_id>/messages/", views.read, name="read")]
