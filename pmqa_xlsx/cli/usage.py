"""What click says about options and arguments that cannot be used, in Thai."""

from __future__ import annotations

from typing import Any

import click


def usage_message(error: click.ClickException, lang: str) -> str:
    """The error in one line, with the command whose help to read; in Thai for all that click itself can report."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if lang == "en":
        hint = f" (see `{context.command_path} --help`)" if context else ""
        return " ".join(error.format_message().split()) + hint
    hint = f" (ดู `{context.command_path} --help`)" if context else ""
    return _in_thai(error) + hint


def _in_thai(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f" หมายถึง {' หรือ '.join(error.possibilities)} หรือไม่" if error.possibilities else ""
        return f"ไม่มีตัวเลือก {error.option_name}{near}"
    if isinstance(error, click.MissingParameter):
        return f"ไม่ได้ระบุ {_name(error.param)}"
    if isinstance(error, click.BadOptionUsage):
        return f"ใช้ตัวเลือก {error.option_name} ไม่ถูกต้อง หรือขาดค่าของตัวเลือกนี้"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"ค่าของ {_name(error.param)} ใช้ไม่ได้{_expected(error.param.type)}"
    if isinstance(error, click.FileError):
        return f"เปิดไฟล์ไม่ได้: {error.ui_filename}"
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None and isinstance(context.command, click.Group):
        return f"ไม่มีคำสั่งนี้ คำสั่งที่มีคือ {', '.join(sorted(context.command.commands))}"
    return "ระบุค่าเกินกว่าที่คำสั่งนี้รับได้"


def _name(parameter: click.Parameter | None) -> str:
    """An option as it is typed, an argument as the command's help names it."""
    if parameter is None:
        return "ค่าที่จำเป็น"
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(
        click.get_current_context(silent=True) or click.Context(click.Command("")))


def _expected(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, click.Choice):
        return f" ค่าที่ใช้ได้คือ {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        least = f" ตั้งแต่ {kind.min}" if kind.min is not None else ""
        most = f" ถึง {kind.max}" if kind.max is not None else ""
        return f" ต้องเป็นจำนวนเต็ม{least}{most}"
    if kind is click.INT:
        return " ต้องเป็นจำนวนเต็ม"
    if isinstance(kind, click.Path):
        return " ต้องเป็นไฟล์หรือโฟลเดอร์ที่มีอยู่และเปิดอ่านได้"
    return ""
