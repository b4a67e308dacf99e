"""Types into a workbook open in LibreOffice; run by the Python that has LibreOffice's bindings.

``python3 libreoffice_typing.py IN.xlsx JOBS.json``: JOBS holds ``cells`` (a list of sheet, A1 address, text), ``acts``
(a list of steps, each a list of sheet, A1 range, command such as ``Cut`` and its options by name, with a path to save
to after the last) and ``save`` (a list of path, filter name). Prints the text of each cell afterwards as JSON. Typing
uses the same command as the keyboard, so locked cells reject it, and texts become numbers as when a person types.
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

#: Pasting over cells with content asks for leave, which nobody gives here.
NO_QUESTIONS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Input">
<prop oor:name="ReplaceCellsWarning" oor:op="fuse"><value>false</value></prop></item></oor:items>"""


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
        Path(profile, "user").mkdir()
        Path(profile, "user", "registrymodifications.xcu").write_text(NO_QUESTIONS, encoding="utf-8")
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

            def press(sheet, cells, command, *options):
                point = "$'{}'.{}".format(sheet.replace("'", "''"), cells)
                keyboard.executeDispatch(frame, ".uno:GoToCell", "", 0, (named("ToPoint", point),))
                keyboard.executeDispatch(frame, f".uno:{command}", "", 0, options)

            for sheet, cell, text in jobs["cells"]:
                press(sheet, cell, "EnterString", named("StringName", text))
            for act in jobs.get("acts", ()):
                for sheet, cells, command, options in act["steps"]:
                    press(sheet, cells, command, *(named(*option) for option in options.items()))
                document.calculateAll()
                document.storeToURL(Path(act["save"]).resolve().as_uri(),
                                    (named("FilterName", "Calc MS Excel 2007 XML"),))
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
