"""What goes back to the units after ``ingest``: workbooks to correct, and drafts of the mails that say what to do."""

from pmqa_xlsx.feedback.files import FeedbackFile, write_feedback

__all__ = ["FeedbackFile", "write_feedback"]
