"""Where sellers go."""

from django.urls import path

from selling.views import finder, search, sheets

urlpatterns = [
    path("prepare/", finder.finder, name="finder"),
    path("prepare/search/", search.search, name="search"),
    path("prepare/<slug:slug>/book/", sheets.book, name="book"),
    path("prepare/<slug:slug>/role/<slug:role>/", sheets.role_sheet, name="role_sheet"),
    path("prepare/<slug:slug>/<slug:stage>/", sheets.stage_sheet, name="stage_sheet"),
    path("prepare/<slug:slug>/<slug:stage>/<slug:role>/", sheets.sheet, name="sheet"),
]
