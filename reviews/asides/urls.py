from django.urls import path

from reviews.asides import views

app_name = "asides"
urlpatterns = [
    path("talk/", views.ask, name="ask"),
    path("talk/first/", views.say_pressured, name="say_pressured"),
    path("talk/first/<uuid:pressure_id>/done/", views.talked, name="talked"),
    path("talk/first/<uuid:pressure_id>/not-needed/", views.take_back, name="take_back"),
    path("talk/other/", views.ask_to_speak, name="ask_to_speak"),
    path("talk/other/<uuid:request_id>/not-needed/", views.not_needed, name="not_needed"),
    path("talk/other/<uuid:request_id>/done/", views.spoken, name="spoken"),
    path("talk/waiting/", views.waiting, name="waiting"),
]
