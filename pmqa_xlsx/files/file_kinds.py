"""The kinds of incoming files, each with its treatment and its name for people."""

from __future__ import annotations

from enum import Enum, auto

from pmqa_xlsx.catalogue import reasons
from pmqa_xlsx.light_dataclass import dataclass
from pmqa_xlsx.text.language import NO_TEXT, Text

#: How zips begin, Open XML workbooks among them, and how compound files do.
ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class FileRole(Enum):
    """The treatment of a kind of file by the intake."""

    WORKBOOK = auto()  #: passed on to be read
    CONTAINER = auto()  #: opened
    ARCHIVE = auto()  #: reported as an archive that is not opened
    DAMAGED = auto()  #: reported as damaged
    TABLE = auto()  #: no workbook, but somebody may have saved a return in this form
    LOCKED = auto()  #: reported as encrypted
    OTHER = auto()  #: cannot be a return
    SIDE = auto()  #: belongs to another file, under any name


@dataclass(frozen=True, slots=True)
class KindInfo:
    """Properties of a kind of file.

    :ivar extension: the extension under which its bytes are stored, without a dot.
    :ivar name: its name for people, with the article in English; for damaged files what is wrong with them.
    :ivar advice: advice to a sender if it differs from the finding's usual fix.
    """

    role: FileRole
    extension: str
    name: Text
    advice: Text = NO_TEXT


def _kind(role: FileRole, extension: str, th: str, en: str, advice: Text = NO_TEXT) -> KindInfo:
    return KindInfo(role, extension, Text(th, en), advice)


#: Mails that nobody wrote.
_REPORT = ("อีเมลแจ้งผลการส่งจากระบบ (ส่งไม่ถึง หรือเปิดอ่านแล้ว)",
           "a mail system's report about a mail (not delivered, or read)")
_AUTOMATIC = ("อีเมลที่ระบบส่งอัตโนมัติ (เช่น แจ้งว่าไม่อยู่)", "an automatic mail (such as an out-of-office reply)")


class FileKind(Enum):
    """A kind of file, recognised by its content."""

    XLSX = _kind(FileRole.WORKBOOK, "xlsx", "ไฟล์ Excel", "an Excel workbook")
    XLSM = _kind(FileRole.WORKBOOK, "xlsm", "ไฟล์ Excel ที่มีแมโคร", "an Excel workbook with macros")
    XLSB = _kind(FileRole.WORKBOOK, "xlsb", "ไฟล์ Excel แบบไบนารี", "a binary Excel workbook")
    XLS = _kind(FileRole.WORKBOOK, "xls", "ไฟล์ Excel 97-2003", "an Excel 97-2003 workbook")
    ODS = _kind(FileRole.WORKBOOK, "ods", "ไฟล์ OpenDocument", "an OpenDocument spreadsheet")
    ENCRYPTED = _kind(FileRole.WORKBOOK, "xlsx", "ไฟล์ Office ที่เข้ารหัส", "an encrypted Office file")

    ZIP = _kind(FileRole.CONTAINER, "zip", "ไฟล์ zip", "a zip archive")
    EML = _kind(FileRole.CONTAINER, "eml", "อีเมล", "an e-mail")
    MBOX = _kind(FileRole.CONTAINER, "mbox", "กล่องอีเมล", "a mailbox")
    MSG = _kind(FileRole.CONTAINER, "msg", "อีเมล Outlook", "an Outlook e-mail")
    REPORT_MAIL = _kind(FileRole.CONTAINER, "eml", *_REPORT)
    AUTOMATIC_MAIL = _kind(FileRole.CONTAINER, "eml", *_AUTOMATIC)
    REPORT_MSG = _kind(FileRole.CONTAINER, "msg", *_REPORT)
    AUTOMATIC_MSG = _kind(FileRole.CONTAINER, "msg", *_AUTOMATIC)
    SIGNED = _kind(FileRole.CONTAINER, "p7m", "ไฟล์ที่ลงลายมือชื่อดิจิทัล", "a digitally signed file")

    RAR = _kind(FileRole.ARCHIVE, "rar", ".rar", ".rar")
    SEVENZIP = _kind(FileRole.ARCHIVE, "7z", ".7z", ".7z")
    SPLIT_ZIP = _kind(FileRole.ARCHIVE, "zip", ".zip ที่แบ่งเป็นหลายส่วน", ".zip in several parts",
                      reasons.PACK_IN_ONE_PIECE)
    TNEF = _kind(FileRole.ARCHIVE, "dat", "winmail.dat (Outlook TNEF)", "winmail.dat (Outlook TNEF)",
                 reasons.SEND_AS_HTML)
    PST = _kind(FileRole.ARCHIVE, "pst", ".pst (ที่เก็บจดหมายของ Outlook)", ".pst (an Outlook data file)",
                reasons.SAVE_MAILS_OF_PST)
    SPLIT_MAIL = _kind(FileRole.ARCHIVE, "eml", ".eml (อีเมลที่ถูกแบ่งเป็นหลายฉบับ)", ".eml (a mail that was split)",
                       reasons.SEND_IN_ONE_MAIL)
    RIGHTS_MANAGED_MAIL = _kind(FileRole.ARCHIVE, "rpmsg", ".rpmsg (อีเมลที่จำกัดสิทธิ์)", ".rpmsg (a rights-managed mail)",
                                reasons.SEND_UNENCRYPTED_MAIL)
    GZIP = _kind(FileRole.ARCHIVE, "gz", ".gz", ".gz")
    BZIP2 = _kind(FileRole.ARCHIVE, "bz2", ".bz2", ".bz2")
    XZ = _kind(FileRole.ARCHIVE, "xz", ".xz", ".xz")
    TAR = _kind(FileRole.ARCHIVE, "tar", ".tar", ".tar")
    CAB = _kind(FileRole.ARCHIVE, "cab", ".cab", ".cab")
    ZSTANDARD = _kind(FileRole.ARCHIVE, "zst", ".zst", ".zst")
    LHA = _kind(FileRole.ARCHIVE, "lzh", ".lzh", ".lzh")
    BINHEX = _kind(FileRole.ARCHIVE, "hqx", ".hqx (BinHex)", ".hqx (BinHex)")

    EMPTY = _kind(FileRole.DAMAGED, "bin", "ไฟล์ว่างเปล่า", "the file is empty")
    NULS = _kind(FileRole.DAMAGED, "bin", "ไฟล์ไม่มีเนื้อหา ทุกไบต์เหมือนกันหมด",
                 "the file has no content: all its bytes are the same")
    BROKEN_ZIP = _kind(FileRole.DAMAGED, "zip", "ไฟล์ไม่ครบหรือโครงสร้าง zip เสียหาย",
                       "the file ends too early or its zip structure is broken")
    BROKEN_OLE = _kind(FileRole.DAMAGED, "ole", "ไฟล์ไม่ครบหรือโครงสร้างภายในเสียหาย",
                       "the file ends too early or its structure is broken")

    CSV = _kind(FileRole.TABLE, "csv", "ไฟล์ CSV", "a CSV file")
    HTML_TABLE = _kind(FileRole.TABLE, "html", "ตารางในหน้าเว็บ (HTML)", "a table in a web page (HTML)")
    MHTML = _kind(FileRole.TABLE, "mht", "หน้าเว็บไฟล์เดียว (MHTML)", "a single-file web page (MHTML)")
    OLD_XLS = _kind(FileRole.TABLE, "xls", "ไฟล์ Excel รุ่นเก่าก่อนปี 1997", "an Excel workbook of before 1997")
    XML_SPREADSHEET = _kind(FileRole.TABLE, "xml", "สเปรดชีต XML 2003", "an XML Spreadsheet 2003")
    FLAT_ODS = _kind(FileRole.TABLE, "fods", "ไฟล์ OpenDocument แบบ XML เดี่ยว", "a flat OpenDocument spreadsheet")
    NUMBERS = _kind(FileRole.TABLE, "numbers", "ไฟล์ Apple Numbers", "an Apple Numbers file")

    XML = _kind(FileRole.OTHER, "xml", "ไฟล์ XML", "an XML file")
    HTML = _kind(FileRole.OTHER, "html", "หน้าเว็บ (HTML)", "a web page (HTML)")
    TEXT = _kind(FileRole.OTHER, "txt", "ไฟล์ข้อความ", "a text file")
    RTF = _kind(FileRole.OTHER, "rtf", "เอกสาร RTF", "an RTF document")
    PDF = _kind(FileRole.OTHER, "pdf", "เอกสาร PDF", "a PDF document")
    DOCX = _kind(FileRole.OTHER, "docx", "เอกสาร Word", "a Word document")
    DOC = _kind(FileRole.OTHER, "doc", "เอกสาร Word 97-2003", "a Word 97-2003 document")
    PPTX = _kind(FileRole.OTHER, "pptx", "งานนำเสนอ PowerPoint", "a PowerPoint presentation")
    PPT = _kind(FileRole.OTHER, "ppt", "งานนำเสนอ PowerPoint 97-2003", "a PowerPoint 97-2003 presentation")
    OPENDOCUMENT = _kind(FileRole.OTHER, "odf", "เอกสาร OpenDocument", "an OpenDocument file that is not a spreadsheet")
    OPENXML = _kind(FileRole.OTHER, "ooxml", "ไฟล์ Office ชนิดอื่น", "an Office file that is not a workbook")
    OLE = _kind(FileRole.OTHER, "ole", "ไฟล์ Office 97-2003 ชนิดอื่น", "an Office 97-2003 file that is not a workbook")
    PNG = _kind(FileRole.OTHER, "png", "รูปภาพ PNG", "a PNG picture")
    JPEG = _kind(FileRole.OTHER, "jpg", "รูปภาพ JPEG", "a JPEG picture")
    GIF = _kind(FileRole.OTHER, "gif", "รูปภาพ GIF", "a GIF picture")
    TIFF = _kind(FileRole.OTHER, "tif", "รูปภาพ TIFF", "a TIFF picture")
    BMP = _kind(FileRole.OTHER, "bmp", "รูปภาพ BMP", "a BMP picture")
    WEBP = _kind(FileRole.OTHER, "webp", "รูปภาพ WebP", "a WebP picture")
    HEIC = _kind(FileRole.OTHER, "heic", "รูปภาพ HEIC", "a HEIC picture")
    VIDEO = _kind(FileRole.OTHER, "mp4", "วิดีโอ", "a video")
    SIGNATURE = _kind(FileRole.SIDE, "p7s", "ลายมือชื่อดิจิทัล", "a digital signature")
    ENCRYPTED_MAIL = _kind(FileRole.LOCKED, "p7m", "อีเมลที่เข้ารหัส (S/MIME)", "encrypted e-mail (S/MIME)",
                           reasons.SEND_UNENCRYPTED_MAIL)
    PGP = _kind(FileRole.LOCKED, "pgp", "ไฟล์หรืออีเมลที่เข้ารหัส (PGP)", "encrypted file or e-mail (PGP)",
                reasons.SEND_UNENCRYPTED_MAIL)
    PROTECTED = _kind(FileRole.LOCKED, "pfile", "ไฟล์ที่จำกัดสิทธิ์เฉพาะหน่วยงานผู้ส่ง",
                      "file restricted to the sender's organisation", reasons.REMOVE_RESTRICTIONS)
    RESOURCE_FORK = _kind(FileRole.SIDE, "rsrc", "ข้อมูลกำกับไฟล์ของเครื่อง Mac", "a Mac's metadata of a file")
    SHORTCUT = _kind(FileRole.OTHER, "lnk", "ทางลัดไปยังไฟล์ (ไม่ใช่ตัวไฟล์)", "a shortcut to a file, not the file itself",
                     reasons.ATTACH_THE_FILE_ITSELF)
    WEB_LINK = _kind(FileRole.OTHER, "url", "ลิงก์ (ไม่ใช่ตัวไฟล์)", "a link, not the file itself",
                     reasons.DOWNLOAD_AND_ATTACH)
    PROGRAM = _kind(FileRole.OTHER, "bin", "โปรแกรม", "a program")
    UNKNOWN = _kind(FileRole.OTHER, "bin", "ไฟล์ที่ไม่รู้จัก", "a file of an unknown kind")

    @property
    def role(self) -> FileRole:
        """The treatment by the intake."""
        return self.value.role

    @property
    def extension(self) -> str:
        """The extension under which its bytes are stored, without a dot."""
        return self.value.extension

    @property
    def label(self) -> Text:
        """Its name for people; for damaged files what is wrong with them."""
        return self.value.name

    @property
    def names(self) -> dict[str, str]:
        """Its name for people, as facts of a finding."""
        return self.label.facts("kind")

    @property
    def facts(self) -> dict[str, str]:
        """The same with the advice for the sender, if there is any."""
        return self.names | (self.value.advice.facts("advice") if self.value.advice else {})
