"""Feedback to the units after ``ingest``: workbooks to correct, and drafts of mails that explain what to do."""

from pmqa_xlsx.feedback.files import FeedbackFile, write_feedback

__all__ = ["FeedbackFile", "write_feedback"]
