from django.urls import path

from reviews.unfinished import views

app_name = "unfinished"
urlpatterns = [path("begun/", views.all_of, name="all")]
