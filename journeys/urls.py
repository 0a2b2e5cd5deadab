"""Where sales and marketing share a journey."""

from django.urls import path, register_converter

from journeys import views
from journeys.terms import Side


class SideConverter:
    """One of the two sides, as an address names it."""

    regex = "|".join(side.value for side in Side)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SideConverter, "side")

urlpatterns = [
    path("journeys/", views.journey_list, name="journey_list"),
    path("journeys/<slug:key>/", views.journey, name="journey"),
    path("journeys/<slug:key>/sign/<side:side>/", views.journey_sign, name="journey_sign"),
    path("journeys/<slug:key>/unsign/<side:side>/", views.journey_unsign, name="journey_unsign"),
]
