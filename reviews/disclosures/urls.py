from django.urls import path

from reviews.disclosures import views

app_name = "disclosures"
urlpatterns = [
    path("outside/of/<uuid:engagement_id>/", views.all_of, name="all"),
    path("outside/of/<uuid:engagement_id>/new/", views.record, name="record"),
    path("outside/<uuid:disclosure_id>/", views.read, name="read"),
]
