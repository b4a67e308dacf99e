"""The pages: each asks a view for plain values, or begins a job."""

from __future__ import annotations

from starlette.routing import Route

from pmqa_xlsx.app.pages import drop, form, home, letters, results, settings, units, work


def every_route() -> list[Route]:
    """The routes of all pages."""
    every = (home, drop, units, letters, results, form, settings, work)
    return [route for pages in every for route in pages.ROUTES]
