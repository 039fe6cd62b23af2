from django.urls import path

from reviews.calls import views

app_name = "calls"
urlpatterns = [
    path("ring/", views.ask, name="ask"),
    path("ring/<uuid:call_id>/not-needed/", views.withdraw, name="withdraw"),
    path("ring/<uuid:call_id>/done/", views.rung, name="rung"),
]
