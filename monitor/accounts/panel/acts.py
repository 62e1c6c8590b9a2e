"""Acting on one row or on many from the panel: one page, one call of an operation for each row.

The page lists what will happen and carries, hidden, what the person saw of each row. A row that
the operation refuses is named with its refusal; the others are done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms.utils import ErrorList
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from monitor.accounts.models import User
from monitor.accounts.panel.people import person
from monitor.accounts.panel.reading import LoggedPanel
from monitor.accounts.roles import Power
from monitor.changes.refusal import Refused

# A group of all States fits; more is chosen in parts.
AT_ONCE = 250
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page: `token` names it in the form, `seen` is how it stands now."""

    token: str
    name: str
    now: str | SafeString
    seen: str
    thing: Any
    url: str = ""
    then: str | SafeString = ""


@dataclass
class Outcome:
    """What came of the rows: the names of those done, the refusal of each of the others."""

    done: list[str] = field(default_factory=list)
    refused: dict[str, Refused] = field(default_factory=dict)


class ReasonForm(forms.Form):
    """Acts that take a sentence at most."""

    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Act:
    """One act that the panel offers; subclasses read their rows and call their operation."""

    slug: str
    power: Power
    label: Words
    title: Words
    lead: Words = ""
    form_class: type[forms.Form] = forms.Form
    # Offered in lists too, for many rows at once.
    for_many: bool = True

    def fits(self, obj: Any) -> bool:
        """Whether the page of one item offers the act; the operation decides all the same."""
        return True

    def lines(self, user: User, tokens: Sequence[str]) -> list[Line]:
        """The rows of these tokens that `user` may see, in their order."""
        raise NotImplementedError  # each panel has its own

    def form(self, user: User, lines: Sequence[Line], data: Any) -> forms.Form:
        """The form of the page, empty or with what was typed."""
        return self.form_class(data)

    def make(
        self, line: Line, *, seen: str, values: Mapping[str, Any], by: User, at: datetime
    ) -> object:
        """Call the operation for one row. Raises its refusal."""
        raise NotImplementedError  # each panel has its own


class ActingPanel(LoggedPanel):
    """A panel with acts. `token_of` names a row in the forms of the acts, `seen_of` what it was."""

    acts: ClassVar[tuple[Act, ...]] = ()

    def token_of(self, obj: Any) -> str:
        """How the forms name the row."""
        return str(obj.number)

    def seen_of(self, obj: Any) -> str:
        """What a person who looks at the row has seen of it; "" where nothing is compared."""
        return ""

    def allowed(self, request: HttpRequest) -> list[Act]:
        """The acts that this person's roles open."""
        user = person(request)
        return [act for act in self.acts if user.may(act.power)]

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        view = self.admin_site.admin_view(self.act_view)
        return [path("act/<slug:slug>/", view, name=name), *super().get_urls()]

    def act_url(self, act: Act, *tokens: str) -> str:
        """The page of an act on these rows."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_act"
        query = urlencode([("row", token) for token in tokens])
        return reverse(name, args=[act.slug]) + (f"?{query}" if query else "")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = super().get_actions(request)
        for act in self.allowed(request):
            if act.for_many:
                found[act.slug] = (_action(act), act.slug, act.label)
        return found

    def action_checkbox(self, obj: Any) -> SafeString:
        """The tick of a row, and with it what the person sees of the row now."""
        return format_html(
            '{}<input type="hidden" name="seen-{}" value="{}">',
            super().action_checkbox(obj),
            self.token_of(obj),
            self.seen_of(obj),
        )

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None:
            token = self.token_of(obj)
            context["acts"] = [
                {"url": self.act_url(act, token), "label": act.label}
                for act in self.allowed(request)
                if act.fits(obj)
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def act_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The page of one act: asked for, chosen in a list, or sent."""
        act = next((act for act in self.acts if act.slug == slug), None)
        if act is None:
            raise Http404
        given = request.POST if request.method == "POST" else request.GET
        return self.answer(request, act, given.getlist("row"))

    def answer(self, request: HttpRequest, act: Act, tokens: Sequence[str]) -> HttpResponse:
        """Show what will happen, or do it and name what was refused."""
        user = person(request)
        if act not in self.allowed(request) or not self.has_view_permission(request):
            raise PermissionDenied
        tokens = list(dict.fromkeys(tokens))
        if not 0 < len(tokens) <= AT_ONCE:
            messages.error(request, _number_refused(len(tokens)))
            return HttpResponseRedirect(self._back(request))
        lines = act.lines(user, tokens)
        sent = request.method == "POST" and "apply" in request.POST
        # Sent without what was seen of a row, it was not looked at: nothing was seen.
        seen = {
            line.token: request.POST.get(f"seen-{line.token}", "" if sent else line.seen)
            for line in lines
        }
        form = act.form(user, lines, request.POST if sent else None)
        outcome = Outcome()
        if sent and form.is_valid():
            outcome = self._make(act, lines, seen, form.cleaned_data, user)
            if outcome.done:
                messages.success(request, _done(act, outcome.done))
            if not outcome.refused and outcome.done:
                return HttpResponseRedirect(self._back(request))
            # Rows refused are shown as they stand by now; sending again says that one has looked.
            lines = act.lines(user, list(outcome.refused))
            seen = {line.token: line.seen for line in lines}
            _say_at_fields(form, outcome.refused)
        return self._page(
            request, act, form=form, lines=lines, seen=seen, outcome=outcome, asked=len(tokens)
        )

    def _make(
        self,
        act: Act,
        lines: Sequence[Line],
        seen: Mapping[str, str],
        values: Mapping[str, Any],
        user: User,
    ) -> Outcome:
        outcome = Outcome()
        for line in lines:
            try:
                act.make(line, seen=seen[line.token], values=values, by=user, at=timezone.now())
            except Refused as refused:
                outcome.refused[line.token] = refused
            else:
                outcome.done.append(line.name)
        return outcome

    def _page(
        self,
        request: HttpRequest,
        act: Act,
        *,
        form: forms.Form,
        lines: Sequence[Line],
        seen: Mapping[str, str],
        outcome: Outcome,
        asked: int,
    ) -> HttpResponse:
        rows = [
            {
                "line": line,
                "seen": seen[line.token],
                "refused": refused.message if (refused := outcome.refused.get(line.token)) else "",
            }
            for line in lines
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": act.title,
            "opts": self.opts,
            "act": act,
            "form": form,
            "media": self.media + form.media,
            "rows": rows,
            "refused": len(outcome.refused),
            "unknown": asked - len(rows) - len(outcome.done),
            "back": self._back(request),
            "url": self.act_url(act),
        }
        return TemplateResponse(request, "admin/act.html", context)

    def _back(self, request: HttpRequest) -> str:
        """Where the person came from, else the list."""
        given = request.POST.get("back") or request.GET.get("back", "")
        if given and url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}):
            return given
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


def _action(act: Act) -> Any:
    """The act as the framework's lists take it."""

    def chosen(panel: ActingPanel, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        tokens = [panel.token_of(obj) for obj in queryset[: AT_ONCE + 1]]
        return panel.answer(request, act, tokens)

    chosen.__name__ = act.slug
    return chosen


def _say_at_fields(form: forms.Form, refused: Mapping[str, Refused]) -> None:
    """Repeat at its field what rows were refused for, each sentence once."""
    said = {(each.field, each.message) for each in refused.values() if each.field in form.fields}
    for name, message in sorted(said):
        form.errors.setdefault(name, ErrorList()).append(message)


def _number_refused(n: int) -> str:
    if not n:
        return pgettext("admin", "Choose at least one row.")
    return pgettext("admin", "At most %d rows at once: choose fewer.") % AT_ONCE


def _done(act: Act, names: Sequence[str]) -> str:
    said = npgettext("admin", "%(act)s: %(n)d row done.", "%(act)s: %(n)d rows done.", len(names))
    listed = "; ".join(names)
    return f"{said % {'act': act.label, 'n': len(names)}} {listed}"
