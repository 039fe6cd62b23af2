from django.urls import path

from reviews.assignments.views import between, practice

app_name = "assignments"
urlpatterns = [
    path("people/<uuid:engagement_id>/colleague/", between.arrange, name="arrange"),
    path("between/<uuid:cover_id>/", between.cover, name="cover"),
    path("onward/<uuid:handover_id>/", between.handover, name="handover"),
    path("practice/away/", practice.away, name="away"),
    path("practice/away/<uuid:absence_id>/back/", practice.back, name="back"),
    path("practice/away/<uuid:cover_id>/withdraw/", practice.withdraw, name="withdraw"),
]
