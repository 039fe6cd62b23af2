from django.urls import path

from reviews.suitability import views

app_name = "suitability"
urlpatterns = [
    path("people/talk/<uuid:membership_id>/", views.open_with, name="open"),
    path("first/<uuid:engagement_id>/", views.talk, name="talk"),
    path("first/<uuid:engagement_id>/write/", views.begin, name="begin"),
    path("first/<uuid:engagement_id>/no/", views.decline, name="decline"),
    path("first/sign/<uuid:entry_id>/", views.sign, name="sign"),
]
