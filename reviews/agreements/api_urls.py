from django.urls import path

from reviews.agreements import api

urlpatterns = [
    path("agreements/<uuid:agreement_id>/", api.AgreementDetail.as_view(), name="agreement"),
    path("agreements/<uuid:agreement_id>/accept/", api.Accept.as_view(), name="accept"),
    path("agreements/<uuid:agreement_id>/decline/", api.Decline.as_view(), name="decline"),
]
