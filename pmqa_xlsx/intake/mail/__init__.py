"""E-mails: MIME messages, mailboxes, and Outlook's .msg files."""
