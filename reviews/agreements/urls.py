from django.urls import path

from reviews.agreements import views

app_name = "agreements"
urlpatterns = [
    path("people/begin/<uuid:membership_id>/", views.begin, name="begin"),
    path("agreement/<uuid:agreement_id>/", views.read, name="read"),
    path("agreement/<uuid:agreement_id>/accept/", views.accept, name="accept"),
    path("agreement/<uuid:agreement_id>/decline/", views.decline, name="decline"),
    path("agreement/<uuid:agreement_id>/withdraw/", views.withdraw, name="withdraw"),
    path("ending/<uuid:engagement_id>/", views.end, name="end"),
]
