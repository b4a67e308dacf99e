"""Paths → what came back under them: one :class:`Received` for every candidate return."""

from pmqa_xlsx.intake.receive import Intake, receive
from pmqa_xlsx.intake.received import Received

__all__ = ["Intake", "Received", "receive"]
