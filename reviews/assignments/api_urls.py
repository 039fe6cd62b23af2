from django.urls import path

from reviews.assignments import api

urlpatterns = [
    path("between/", api.Asked.as_view(), name="asked"),
    path("engagements/<uuid:engagement_id>/colleague/", api.Open.as_view(), name="colleague"),
    path("engagements/<uuid:engagement_id>/between/", api.Covers.as_view(), name="covers"),
    path("between/<uuid:cover_id>/agree/", api.AgreeToCover.as_view(), name="agree_to_cover"),
    path("between/<uuid:cover_id>/decline/", api.DeclineCover.as_view(), name="decline_cover"),
    path("between/<uuid:cover_id>/end/", api.EndCover.as_view(), name="end_cover"),
    path("engagements/<uuid:engagement_id>/onward/", api.Handovers.as_view(), name="handovers"),
    path("onward/<uuid:handover_id>/agree/", api.AgreeToHandover.as_view(), name="agree_onward"),
    path(
        "onward/<uuid:handover_id>/decline/", api.DeclineHandover.as_view(), name="decline_onward"
    ),
    path("onward/<uuid:handover_id>/object/", api.ObjectToHandover.as_view(), name="object"),
    path("onward/<uuid:handover_id>/back/", api.TakeBackObjection.as_view(), name="no_objection"),
    path(
        "onward/<uuid:handover_id>/withdraw/",
        api.WithdrawHandover.as_view(),
        name="withdraw_onward",
    ),
]
