from django.urls import path

from reviews.unsent import views

app_name = "unsent"
urlpatterns = [
    path("words/save/", views.save, name="save"),
    path("words/<uuid:text_id>/", views.read, name="read"),
    path("words/<uuid:text_id>/two/", views.two, name="two"),
    path("words/<uuid:text_id>/discard/", views.discard, name="discard"),
]
