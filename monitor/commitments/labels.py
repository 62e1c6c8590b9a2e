"""The words for the tables of workflow.py, for inside and for outside."""

from django.utils.translation import pgettext_lazy

from monitor.commitments.timeliness import Timeliness
from monitor.commitments.workflow import Act, Code, Duty, Need, Stance, Validity

ASSESSMENT_LABELS = {
    Code.NOT_ASSESSED: pgettext_lazy("assessment", "Not yet assessed"),
    Code.NO_INFORMATION: pgettext_lazy("assessment", "No information found"),
    Code.ANNOUNCED: pgettext_lazy("assessment", "Announced"),
    Code.IN_PROGRESS: pgettext_lazy("assessment", "In progress"),
    Code.STALLED: pgettext_lazy("assessment", "Stalled"),
    Code.OBSERVED: pgettext_lazy("assessment", "Being applied"),
    Code.FULFILLED: pgettext_lazy("assessment", "Fulfilled"),
    Code.PARTLY_FULFILLED: pgettext_lazy("assessment", "Partly fulfilled"),
    Code.NOT_FULFILLED: pgettext_lazy("assessment", "Not fulfilled"),
    Code.NOT_APPLICABLE: pgettext_lazy("assessment", "Not applicable"),
}
CODE_CHOICES = [(code.value, label) for code, label in ASSESSMENT_LABELS.items()]

ACT_LABELS = {
    Act.JUDGE: pgettext_lazy("act", "Assessed"),
    Act.PROPOSE: pgettext_lazy("act", "Proposed"),
    Act.CONFIRM: pgettext_lazy("act", "Confirmed"),
    Act.RETURN: pgettext_lazy("act", "Returned"),
    Act.RETRACT: pgettext_lazy("act", "Retracted"),
    Act.RENEW: pgettext_lazy("act", "Still true, checked"),
}
ACT_CHOICES = [(act.value, label) for act, label in ACT_LABELS.items()]

STANCE_LABELS = {
    Stance.OURS: pgettext_lazy("stance", "Ours"),
    Stance.SELF_REPORTED: pgettext_lazy("stance", "Self-reported"),
    Stance.THIRD_PARTY: pgettext_lazy("stance", "Third party"),
}
STANCE_CHOICES = [(stance.value, label) for stance, label in STANCE_LABELS.items()]

DUTY_LABELS = {
    Duty.ONE_OFF: pgettext_lazy("duty", "One-off"),
    Duty.RECURRING: pgettext_lazy("duty", "Recurring"),
    Duty.CONTINUING: pgettext_lazy("duty", "Continuing"),
    Duty.CONDITIONAL: pgettext_lazy("duty", "Conditional"),
}
DUTY_CHOICES = [(duty.value, label) for duty, label in DUTY_LABELS.items()]

NEED_LABELS = {
    Need.REASON: pgettext_lazy("need", "A reason"),
    Need.EVIDENCE: pgettext_lazy("need", "At least one piece of evidence"),
    Need.SOUND_EVIDENCE: pgettext_lazy(
        "need", "One primary source, or two sources of different publishers"
    ),
    Need.CONTRARY_EVIDENCE: pgettext_lazy(
        "need", "Positive evidence of non-delivery: a piece that contradicts"
    ),
    Need.PERIOD_OVER: pgettext_lazy("need", "The period is over"),
    Need.VALID_UNTIL: pgettext_lazy("need", "A day until which this is taken as true"),
}

VALIDITY_LABELS = {
    Validity.IN_FORCE: pgettext_lazy("validity", "In force"),
    Validity.DORMANT: pgettext_lazy("validity", "Dormant"),
    Validity.SUPERSEDED: pgettext_lazy("validity", "Superseded"),
    Validity.LAPSED: pgettext_lazy("validity", "Lapsed"),
    Validity.WITHDRAWN: pgettext_lazy("validity", "Withdrawn"),
}
VALIDITY_CHOICES = [(validity.value, label) for validity, label in VALIDITY_LABELS.items()]

TIMELINESS_LABELS = {
    Timeliness.NO_DEADLINE: pgettext_lazy("timeliness", "No deadline stated"),
    Timeliness.UPCOMING: pgettext_lazy("timeliness", "Upcoming"),
    Timeliness.DUE_SOON: pgettext_lazy("timeliness", "Due soon"),
    Timeliness.IN_WINDOW: pgettext_lazy("timeliness", "In its window"),
    Timeliness.OVERDUE: pgettext_lazy("timeliness", "Overdue"),
    Timeliness.DUE_UNASSESSED: pgettext_lazy("timeliness", "Due, not yet assessed"),
    Timeliness.DONE_ON_TIME: pgettext_lazy("timeliness", "Done on time"),
    Timeliness.DONE_LATE: pgettext_lazy("timeliness", "Done late"),
    Timeliness.REVIEW_DUE: pgettext_lazy("timeliness", "Review due"),
    Timeliness.CLOSED: pgettext_lazy("timeliness", "Closed"),
}
