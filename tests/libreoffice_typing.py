"""Types into a workbook open in LibreOffice; run by the Python that has LibreOffice's bindings.

``python3 libreoffice_typing.py IN.xlsx JOBS.json``: JOBS holds ``cells`` (a list of sheet, A1 address, text) and
``save`` (a list of path, filter name). Prints the text of each cell afterwards as JSON. Typing uses the same command
as the keyboard, so locked cells reject it, and texts become numbers as when a person types.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue


def named(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def main(source, jobs):
    pipe = f"pmqa{os.getpid()}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen([
            "soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", "--nologo",
            f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = connected(pipe)
            create = context.ServiceManager.createInstanceWithContext
            desktop = create("com.sun.star.frame.Desktop", context)
            document = desktop.loadComponentFromURL(Path(source).resolve().as_uri(), "_blank", 0, ())
            frame = document.getCurrentController().getFrame()
            keyboard = create("com.sun.star.frame.DispatchHelper", context)
            for sheet, cell, text in jobs["cells"]:
                point = "$'{}'.{}".format(sheet.replace("'", "''"), cell)
                keyboard.executeDispatch(frame, ".uno:GoToCell", "", 0, (named("ToPoint", point),))
                keyboard.executeDispatch(frame, ".uno:EnterString", "", 0, (named("StringName", text),))
            document.calculateAll()
            shown = [document.Sheets.getByName(sheet).getCellRangeByName(cell).String
                     for sheet, cell, _ in jobs["cells"]]
            for path, kind in jobs["save"]:
                document.storeToURL(Path(path).resolve().as_uri(), (named("FilterName", kind),))
            document.close(True)
            print(json.dumps(shown))
        finally:
            office.terminate()
            office.wait(30)


if __name__ == "__main__":
    main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
