from django.urls import path

from reviews.concerns import views

app_name = "concerns"
urlpatterns = [
    path("matters/begin/<uuid:engagement_id>/", views.begin, name="begin"),
    path("matters/of/<uuid:engagement_id>/", views.all_of, name="all"),
    path("matters/tell/<uuid:entry_id>/", views.tell, name="tell"),
    path("matters/sign/<uuid:entry_id>/", views.sign, name="sign"),
    path("matters/<uuid:concern_id>/", views.read, name="read"),
    path("matters/<uuid:concern_id>/seen/", views.acknowledge, name="acknowledge"),
    path("matters/<uuid:concern_id>/in-error/", views.enter_in_error, name="in_error"),
]
