from django.urls import path

from reviews.limits import views

app_name = "limits"
urlpatterns = [path("limits/", views.read, name="read")]
