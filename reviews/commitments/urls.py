from django.urls import path

from reviews.commitments import views

app_name = "commitments"
urlpatterns = [
    path("commitments/of/<uuid:engagement_id>/", views.all_of, name="all"),
    path("commitments/<uuid:commitment_id>/", views.one, name="one"),
]
