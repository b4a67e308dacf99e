"""Placeholders for years in the texts of a form: ``{year}``, ``{year-2}``, ``{year+1}``."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from pmqa_xlsx.form.expressions.tree import Expression
from pmqa_xlsx.form.model import Form
from pmqa_xlsx.text.language import Text

_YEAR = re.compile(r"\{year(?:([+-])([0-9]{1,3}))?\}")


def in_year(form: Form, year: int) -> Form:
    """The form with the years of one fiscal year in its texts; the form itself if it has no such placeholder.

    :param year: in the form's calendar.
    """
    def said(match: re.Match[str]) -> str:
        by = int(match[2] or 0)
        return str(year - by if match[1] == "-" else year + by)

    found: Form = _filled(form, lambda text: _YEAR.sub(said, text))
    return found


def _filled(value: Any, fill: Any) -> Any:
    """A value with all its texts filled in; the same object where nothing changes."""
    if isinstance(value, Text):
        text = Text(fill(value.th), fill(value.en))
        return value if text == value else text
    if isinstance(value, Mapping):
        parts = {key: _filled(part, fill) for key, part in value.items()}
        return parts if any(parts[key] is not part for key, part in value.items()) else value
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        items = tuple(_filled(part, fill) for part in value)
        return items if any(one is not other for one, other in zip(items, value, strict=True)) else value
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Expression):
        now = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        changed = {name: part for name, part in ((name, _filled(part, fill)) for name, part in now.items())
                   if part is not now[name]}
        return dataclasses.replace(value, **changed) if changed else value
    return value
