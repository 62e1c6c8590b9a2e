"""Addresses of the commitments, their follow-ups and the reviews."""

from django.urls import URLPattern, path

from monitor.dashboard.views import (
    assessing,
    commitments,
    drafting,
    evidence,
    public_commitment,
    reviews,
)
from monitor.dashboard.views import commitment as page
from monitor.dashboard.views import obligations as follow_up

_ONE = "commitments/C-<int:number>/"
_BEARER = f"{_ONE}<slug:actor>/"

urlpatterns: list[URLPattern] = [
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/add/", drafting.add, name="commitment_add"),
    path(_ONE, page.commitment, name="commitment"),
    path(f"{_ONE}edit/", drafting.edit, name="commitment_edit"),
    path(f"{_ONE}move/<slug:act>/", page.move, name="commitment_move"),
    path(f"{_ONE}change/<int:pk>/", page.decide, name="commitment_decide"),
    path(_BEARER, follow_up.obligation, name="obligation"),
    path(f"{_BEARER}assess/<slug:code>/", assessing.assess_to, name="assess"),
    path(f"{_BEARER}answer/<slug:act>/", assessing.answer, name="answer"),
    path(f"{_BEARER}retract/<int:pk>/", assessing.retract_entry, name="retract"),
    path(f"{_BEARER}renew/", assessing.renew_until, name="renew"),
    path(f"{_BEARER}evidence/", evidence.evidence, name="evidence_add"),
    path(f"{_BEARER}evidence/<int:pk>/remove/", evidence.take_away, name="evidence_remove"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("c/C-<int:number>/", public_commitment.public_commitment, name="public_commitment"),
]
