"""The admin panel of commitments: lists by the four axes, and the acts that change a status."""

from monitor.commitments.admin import assessments, commitments, follow_ups

__all__ = ["assessments", "commitments", "follow_ups"]
