"""The round in a browser, for people who never use a terminal: a second door to the calls of the commands.

The way of data::

    browser ─▶ safety (Host, Origin, cookie, form token) ─▶ pages (routes)
                 GET:  frames in the round's folder ─▶ views (plain values) ─▶ templates ─▶ HTML
                 POST: uploads (streamed to a folder of the user's profile)
                       jobs ─▶ one process of calls: Round, write_workbooks, check_definition, write_comparison
                       ─▶ redirect to the page that shows what it changed, or to the job's own page while it runs

A GET reads what the last run wrote and changes nothing; every change is a call that a command makes too, done by the
process of calls, one at a time. Nothing is decided here: what counts, what is late or doubtful is read from the frames,
and what was typed is checked by the call. The process that serves pages never opens a file that came from outside.
"""
