"""Functions that the tests run in worker processes: correct ones and faulty ones."""

import contextlib
import mmap
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pmqa_xlsx.ingester.read_return import read_packed

_poisoned = []


def act(setup, item):
    """Apply the function named by the item's first word to the rest; a number is added to the setup."""
    if isinstance(item, int):
        return setup + item
    word, _, rest = item.partition(" ")
    return globals()[word](rest)


def echo(setup, item):
    """Return the item."""
    return item


def pid(rest):
    """Return the process id."""
    return os.getpid()


def die(rest):
    """End without an answer."""
    os._exit(0)


def die_halfway(rest):
    """Write the header of a long answer and a few bytes of it, then end."""
    for descriptor in range(3, 12):
        with contextlib.suppress(OSError):
            os.write(descriptor, b"\x04" + (1 << 20).to_bytes(8, "little") + b"half")
    os._exit(0)


def noted(rest):
    """Record the call in a file, then do what follows the file's name."""
    path, _, then = rest.partition(" ")
    with Path(path).open("a", encoding="utf-8") as file:
        file.write("x")
    return act(0, then)


def hang(rest):
    """Print the process id, then hang for ten minutes."""
    if rest:
        Path(rest).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)


def allocate(rest):
    """Allocate private memory without limit."""
    held = []
    while True:
        held.append(bytearray(b"x" * (16 << 20)))


def share(rest):
    """Allocate 400 MB of shared memory, which no resource limit counts, and keep it."""
    block = mmap.mmap(-1, 400 << 20)
    for _ in range(400):
        block.write(b"x" * (1 << 20))
    time.sleep(600)


def fail(rest):
    """Raise, as a mistake of this program would."""
    raise KeyError(f"no such thing: {rest}")


def unpicklable(rest):
    """Return a value that cannot be pickled."""
    return lambda: rest


class Tangled:
    """An object that can be pickled but not unpickled."""

    def __reduce__(self):
        return int, ("no number",)


def not_unpicklable(rest):
    """Return a value that the parent cannot unpickle."""
    return Tangled()


def read_or_fail(request, data):
    """Read a return; if its last bytes name a function of a module, that function raises."""
    module, _, name = data.rpartition(b"#")[2].decode("latin-1").partition(":")
    if not name.isidentifier():
        return read_packed(request, data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{module}.{name}", _raise)
        return read_packed(request, data)


def _raise(*arguments, **named):
    raise ZeroDivisionError("nobody foresaw this")


def leave(rest):
    """Raise an exception that is not an Exception."""
    sys.exit(3)


def poison(rest):
    """Change the process so that the next item crashes; this item succeeds."""
    if _poisoned:
        os._exit(1)
    _poisoned.append(True)
    return "unharmed"


def babble(rest):
    """Print in every possible way, and read from stdin, which is not for this function."""
    print("noise" * 10_000, flush=True)
    os.write(1, b"\x00\xff" * 100)
    os.write(2, b"noise" * 100_000)
    subprocess.run([sys.executable, "-c", "print('noise')"], check=True)
    return os.read(0, 10)


def always_die(setup, item):
    """End without an answer, whatever is asked."""
    os._exit(1)


def always_raise(setup, item):
    """Raise an exception that nobody foresaw, whatever is asked."""
    raise LookupError("unforeseen")


def calamine_texts(setup, data):
    """Return the texts of the cells of a workbook's sheets by address, as calamine reads them."""
    import io

    from python_calamine import CalamineWorkbook

    from pmqa_xlsx.cells import CellRef
    from pmqa_xlsx.text.excel_text import number_text

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: {str(CellRef(row, column)): number_text(value) if isinstance(value, float) else str(value)
                   for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
                   for column, value in enumerate(values) if value != ""}
            for name in book.sheet_names}
