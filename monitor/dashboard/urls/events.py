"""Addresses of one event, of what is done with it, and of its public page."""

from django.urls import URLPattern, path

from monitor.dashboard.views import (
    delegation,
    event,
    event_acts,
    event_editing,
    fiche,
    public_event,
    recurrence,
    series,
)

_ONE = "events/E-<int:number>/"

urlpatterns: list[URLPattern] = [
    path("events/add/", event_editing.add, name="event_add"),
    path("series/<slug:series>/", series.series_page, name="series"),
    path(_ONE, event.event_page, name="event"),
    path(f"{_ONE}text/", event.event_text, name="event_text"),
    path(f"{_ONE}fiche/", fiche.fiche, name="event_fiche"),
    path("events/E-<int:number>.docx", fiche.fiche_docx, name="event_fiche_file"),
    path(f"{_ONE}edit/", event_editing.edit, name="event_edit"),
    path(f"{_ONE}words/", event_editing.words, name="event_words"),
    path(f"{_ONE}date/", event_acts.add_date, name="event_date"),
    path(f"{_ONE}date/choose/", event_acts.choose_date, name="event_choose_date"),
    path(f"{_ONE}move/<slug:to>/", event_acts.move, name="event_move"),
    path("events/mine/", delegation.mine, name="my_events"),
    path(f"{_ONE}delegation/add/", delegation.add, name="delegation_add"),
    path(f"{_ONE}delegation/<int:pk>/", delegation.edit, name="delegation_edit"),
    path(f"{_ONE}delegation/<int:pk>/withdraw/", delegation.withdraw, name="delegation_withdraw"),
    path(f"{_ONE}act/<slug:act>/", event_acts.act_on, name="event_act"),
    path(f"{_ONE}recurrence/", recurrence.recurrence, name="event_recurrence"),
    path(f"{_ONE}recurrence/stop/", recurrence.stop, name="event_recurrence_stop"),
    path(f"{_ONE}instances/add/", recurrence.add_instance, name="event_instance_add"),
    path(f"{_ONE}instances/<slug:day>/<slug:act>/", recurrence.instance, name="event_instance"),
    path("e/E-<int:number>/", public_event.public_event, name="public_event"),
]
