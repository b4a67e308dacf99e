"""With what returns are read; little is imported here, so that a process that passes returns on loads no reader."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pmqa_xlsx.light_dataclass import dataclass, field

if TYPE_CHECKING:
    from pmqa_xlsx.form.model import Form
    from pmqa_xlsx.layout.model import Layout


@dataclass(frozen=True)
class ReadingRequest:
    """The forms and settings with which a return is read.

    :ivar forms: the editions of which a return may be.
    :ivar year: the expected fiscal year (in the form's calendar); ``None`` for each form's own.
    """

    forms: tuple[Form, ...]
    year: int | None = None
    seal_key: bytes | None = field(default=None, repr=False)
    open_passwords: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def layouts(self) -> dict[tuple[str, str], Layout]:
        """The layouts by form id and version."""
        from pmqa_xlsx.layout.plan import plan_layout

        return {(form.form_id, form.form_version): plan_layout(form, self.year) for form in self.forms}
