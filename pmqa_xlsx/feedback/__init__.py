"""What goes back to the units after ``ingest``: workbooks to correct, and drafts of the mails that say what to do."""

from pmqa_xlsx.feedback.files import Entry, write_feedback

__all__ = ["Entry", "write_feedback"]
