"""The kinds of file that come in, each with what is done with it and what people call it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from pmqa_xlsx.form.model import Text


class Role(Enum):
    """What intake does with a kind."""

    WORKBOOK = auto()  #: handed on to be read
    CONTAINER = auto()  #: opened
    ARCHIVE = auto()  #: said to be an archive that is not opened
    DAMAGED = auto()  #: said to be damaged
    TABLE = auto()  #: no workbook, though somebody may have saved a return as such
    OTHER = auto()  #: cannot be a return


@dataclass(frozen=True, slots=True)
class KindInfo:
    """What is known of a kind.

    :ivar extension: under which its bytes are kept, without a dot.
    :ivar name: what people call it, with the article in English; for damaged files what is wrong with them.
    """

    role: Role
    extension: str
    name: Text


def _kind(role: Role, extension: str, th: str, en: str) -> KindInfo:
    return KindInfo(role, extension, Text(th, en))


class Kind(Enum):
    """A kind of file, as its content shows."""

    XLSX = _kind(Role.WORKBOOK, "xlsx", "ไฟล์ Excel", "an Excel workbook")
    XLSM = _kind(Role.WORKBOOK, "xlsm", "ไฟล์ Excel ที่มีแมโคร", "an Excel workbook with macros")
    XLSB = _kind(Role.WORKBOOK, "xlsb", "ไฟล์ Excel แบบไบนารี", "a binary Excel workbook")
    XLS = _kind(Role.WORKBOOK, "xls", "ไฟล์ Excel 97-2003", "an Excel 97-2003 workbook")
    ODS = _kind(Role.WORKBOOK, "ods", "ไฟล์ OpenDocument", "an OpenDocument spreadsheet")
    ENCRYPTED = _kind(Role.WORKBOOK, "xlsx", "ไฟล์ Office ที่เข้ารหัส", "an encrypted Office file")

    ZIP = _kind(Role.CONTAINER, "zip", "ไฟล์ zip", "a zip archive")
    EML = _kind(Role.CONTAINER, "eml", "อีเมล", "an e-mail")
    MBOX = _kind(Role.CONTAINER, "mbox", "กล่องอีเมล", "a mailbox")
    MSG = _kind(Role.CONTAINER, "msg", "อีเมล Outlook", "an Outlook e-mail")

    RAR = _kind(Role.ARCHIVE, "rar", ".rar", ".rar")
    SEVENZIP = _kind(Role.ARCHIVE, "7z", ".7z", ".7z")
    TNEF = _kind(Role.ARCHIVE, "dat", "winmail.dat (Outlook TNEF)", "winmail.dat (Outlook TNEF)")
    GZIP = _kind(Role.ARCHIVE, "gz", ".gz", ".gz")
    BZIP2 = _kind(Role.ARCHIVE, "bz2", ".bz2", ".bz2")
    XZ = _kind(Role.ARCHIVE, "xz", ".xz", ".xz")
    TAR = _kind(Role.ARCHIVE, "tar", ".tar", ".tar")
    CAB = _kind(Role.ARCHIVE, "cab", ".cab", ".cab")

    EMPTY = _kind(Role.DAMAGED, "bin", "ไฟล์ว่างเปล่า", "the file is empty")
    NULS = _kind(Role.DAMAGED, "bin", "ไฟล์มีแต่ไบต์ศูนย์", "the file holds nothing but zero bytes")
    BROKEN_ZIP = _kind(Role.DAMAGED, "zip", "ไฟล์ไม่ครบหรือโครงสร้าง zip เสียหาย",
                       "the file ends too early or its zip structure is broken")
    BROKEN_OLE = _kind(Role.DAMAGED, "ole", "ไฟล์ไม่ครบหรือโครงสร้างภายในเสียหาย",
                       "the file ends too early or its structure is broken")

    CSV = _kind(Role.TABLE, "csv", "ไฟล์ CSV", "a CSV file")
    HTML_TABLE = _kind(Role.TABLE, "html", "ตารางในหน้าเว็บ (HTML)", "a table in a web page (HTML)")
    MHTML = _kind(Role.TABLE, "mht", "หน้าเว็บไฟล์เดียว (MHTML)", "a single-file web page (MHTML)")
    XML_SPREADSHEET = _kind(Role.TABLE, "xml", "สเปรดชีต XML 2003", "an XML Spreadsheet 2003")
    FLAT_ODS = _kind(Role.TABLE, "fods", "ไฟล์ OpenDocument แบบ XML เดี่ยว", "a flat OpenDocument spreadsheet")
    NUMBERS = _kind(Role.TABLE, "numbers", "ไฟล์ Apple Numbers", "an Apple Numbers file")

    XML = _kind(Role.OTHER, "xml", "ไฟล์ XML", "an XML file")
    HTML = _kind(Role.OTHER, "html", "หน้าเว็บ (HTML)", "a web page (HTML)")
    TEXT = _kind(Role.OTHER, "txt", "ไฟล์ข้อความ", "a text file")
    RTF = _kind(Role.OTHER, "rtf", "เอกสาร RTF", "an RTF document")
    PDF = _kind(Role.OTHER, "pdf", "เอกสาร PDF", "a PDF document")
    DOCX = _kind(Role.OTHER, "docx", "เอกสาร Word", "a Word document")
    DOC = _kind(Role.OTHER, "doc", "เอกสาร Word 97-2003", "a Word 97-2003 document")
    PPTX = _kind(Role.OTHER, "pptx", "งานนำเสนอ PowerPoint", "a PowerPoint presentation")
    PPT = _kind(Role.OTHER, "ppt", "งานนำเสนอ PowerPoint 97-2003", "a PowerPoint 97-2003 presentation")
    OPENDOCUMENT = _kind(Role.OTHER, "odf", "เอกสาร OpenDocument", "an OpenDocument file that is no spreadsheet")
    OPENXML = _kind(Role.OTHER, "ooxml", "ไฟล์ Office ชนิดอื่น", "an Office file that is no workbook")
    OLE = _kind(Role.OTHER, "ole", "ไฟล์ Office 97-2003 ชนิดอื่น", "an Office 97-2003 file that is no workbook")
    PNG = _kind(Role.OTHER, "png", "รูปภาพ PNG", "a PNG picture")
    JPEG = _kind(Role.OTHER, "jpg", "รูปภาพ JPEG", "a JPEG picture")
    GIF = _kind(Role.OTHER, "gif", "รูปภาพ GIF", "a GIF picture")
    TIFF = _kind(Role.OTHER, "tif", "รูปภาพ TIFF", "a TIFF picture")
    BMP = _kind(Role.OTHER, "bmp", "รูปภาพ BMP", "a BMP picture")
    WEBP = _kind(Role.OTHER, "webp", "รูปภาพ WebP", "a WebP picture")
    HEIC = _kind(Role.OTHER, "heic", "รูปภาพ HEIC", "a HEIC picture")
    VIDEO = _kind(Role.OTHER, "mp4", "วิดีโอ", "a video")
    SIGNATURE = _kind(Role.OTHER, "p7m", "ลายเซ็นดิจิทัลหรืออีเมลเข้ารหัส", "a digital signature or an encrypted mail")
    PROGRAM = _kind(Role.OTHER, "bin", "โปรแกรม", "a program")
    UNKNOWN = _kind(Role.OTHER, "bin", "ไฟล์ที่ไม่รู้จัก", "a file of an unknown kind")

    @property
    def role(self) -> Role:
        """What intake does with it."""
        return self.value.role

    @property
    def extension(self) -> str:
        """The extension under which its bytes are kept, without a dot."""
        return self.value.extension

    @property
    def label(self) -> Text:
        """What people call it; for damaged files what is wrong with them."""
        return self.value.name
