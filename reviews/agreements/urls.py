from django.urls import path

from reviews.agreements.views import answering, offering

app_name = "agreements"
urlpatterns = [
    path("people/begin/<uuid:membership_id>/", offering.begin, name="begin"),
    path("people/<uuid:engagement_id>/agreement/", offering.another, name="another"),
    path("agreement/<uuid:agreement_id>/", answering.read, name="read"),
    path("agreement/<uuid:agreement_id>/accept/", answering.accept, name="accept"),
    path("agreement/<uuid:agreement_id>/decline/", answering.decline, name="decline"),
    path("agreement/<uuid:agreement_id>/withdraw/", offering.withdraw, name="withdraw"),
]
