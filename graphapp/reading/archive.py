"""What a file is by its content, before anything parses it: disguises, bombs, macros, passwords and cut files refused.

Nothing is unpacked here but the first bytes of each part; archives within an archive stay packed for good.
Measured: a workbook of 20,000 rows unpacks to 10 MB in 9 parts, 17 bytes for one; the emptiest of tables in Word, 400
rows without a word, to 0.2 MB, 123 bytes for one. So what stays small may pack as well as it likes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

from lxml import etree

from graphapp.errors import UnreadablePaper

MAX_UNPACKED: Final = 100_000_000  # bytes, all parts together
MAX_PARTS: Final = 2_000
MAX_RATIO: Final = 100  # bytes unpacked for one packed
SMALL: Final = 2_000_000  # bytes; what unpacks to less harms nobody

_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Word and Excel before 2007, and of encrypted ones since
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_HEAD = 1024  # bytes that may stand before the mark of a PDF, as its readers allow, or are looked at for a tag
_TAIL = 2048  # bytes, the last of which a whole PDF says that it ends
_LIST = 1_000_000  # bytes of the list of types that are looked at
_SIGNS = (
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
)
_MAIN = {  # what [Content_Types].xml calls the main part -> what the file is
    b"wordprocessingml.document.main+xml": ".docx",
    b"wordprocessingml.template.main+xml": ".docx",
    b"spreadsheetml.sheet.main+xml": ".xlsx",
    b"spreadsheetml.template.main+xml": ".xlsx",
    b"presentationml.": ".pptx",
}
_NAMES = {".docx": "a Word document", ".xlsx": "an Excel workbook", ".pptx": "a PowerPoint file", ".pdf": "a PDF"}
_PACKED = (".docx", ".xlsx")
_TEXT = (".txt", ".md", ".text", ".tsv", ".csv", ".html", ".htm")
_MACROS = (".docm", ".dotm", ".xlsm", ".xltm", ".xlsb")
_OLD = {".doc": ".docx", ".dot": ".docx", ".xls": ".xlsx", ".xlt": ".xlsx"}


def check_content(path: Path, data: bytes) -> None:
    """UnreadablePaper in a sentence where the content is not what the ending says, or not safe to parse."""
    suffix = path.suffix.lower()
    if data.startswith(_CFB):
        raise UnreadablePaper(f"{path}: {_older(suffix, data)}")
    if suffix in _MACROS:
        raise UnreadablePaper(f"{path}: a file of this kind carries macros. Save it as .docx or .xlsx, without macros.")
    if suffix in _OLD:
        raise UnreadablePaper(f"{path}: {suffix} is not read. Open it and save it as {_OLD[suffix]}.")
    found = _kind(data)
    if suffix in _PACKED and found == "a zip archive":
        _check_package(path, data, suffix)
    elif suffix in (*_PACKED, ".pdf") and found != _NAMES[suffix]:
        raise UnreadablePaper(f"{path}: {_mistaken(suffix, found, data)}")
    elif suffix in _TEXT and found:
        raise UnreadablePaper(f"{path}: this is {found}, not text. Give it the ending it was made with.")
    elif suffix in (".html", ".htm") and b"<" not in data.replace(b"\0", b""):
        raise UnreadablePaper(f"{path}: this is no web page, it holds no tags. If it is plain text, name it .txt.")
    elif suffix == ".pdf" and b"%%EOF" not in data[-_TAIL:]:
        raise UnreadablePaper(f"{path}: this PDF is cut off, its end is missing. Copy or download it again.")


def _kind(data: bytes) -> str:
    if b"%PDF-" in data[:_HEAD]:
        return _NAMES[".pdf"]
    return next((name for sign, name in _SIGNS if data.startswith(sign)), "")


def _older(suffix: str, data: bytes) -> str:
    if _PASSWORD in data:
        return "the file is locked with a password. Save it again without one."
    new = _OLD.get(suffix) or (suffix if suffix in _PACKED else ".docx or .xlsx")
    return f"this is a Word or Excel file of the kind made before 2007. Open it and save it as {new}."


def _mistaken(suffix: str, found: str, data: bytes) -> str:
    if not found and data.lstrip()[:1] == b"<":
        found = "a web page or other text with tags"
    wanted = _NAMES[suffix]
    if not found:
        return f"this is not {wanted}: it is damaged, or of another kind. Open it where it was made and save it again."
    return f"this is {found}, not {wanted}. Give it the ending it was made with, or save it as {suffix}."


def _check_package(path: Path, data: bytes, suffix: str) -> None:
    """The checks of a zip container, from its list of contents first, then from the head of each part."""
    listed = data.count(b"PK\x01\x02")  # before anything is built for each part
    if listed > MAX_PARTS:
        raise UnreadablePaper(f"{path}: it is packed from {listed:,} parts, more than {MAX_PARTS:,}. {_AGAIN}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_list(path, package.infolist())
            _check_type(path, package, suffix)
            for part in package.infolist():
                _check_part(path, package, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        name = suffix.lstrip(".").upper()
        raise UnreadablePaper(
            f"{path}: not a readable {name} file, it is cut off or damaged. Copy or download it again."
        ) from error


_AGAIN = "Open it where it was made and save the part with the plan as its own file."


def _check_list(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED:
        raise UnreadablePaper(
            f"{path}: it unpacks to {total // 1_000_000:,} MB, more than {MAX_UNPACKED // 1_000_000} MB. {_AGAIN}"
        )
    if total > max(SMALL, MAX_RATIO * sum(part.compress_size for part in parts)):
        raise UnreadablePaper(f"{path}: it unpacks to more than {MAX_RATIO} times its size. {_AGAIN}")
    for part in parts:
        if part.flag_bits & 1:
            raise UnreadablePaper(f"{path}: its part {part.filename} is encrypted. Save it again without a password.")
        name = PurePosixPath(part.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in part.filename:
            raise UnreadablePaper(f"{path}: its part {part.filename} points outside the file. {_AGAIN}")
        if part.file_size > max(SMALL, MAX_RATIO * part.compress_size):
            raise UnreadablePaper(
                f"{path}: its part {part.filename} unpacks to more than {MAX_RATIO} times its size. {_AGAIN}"
            )


def _check_type(path: Path, package: zipfile.ZipFile, suffix: str) -> None:
    names = [name.lower() for name in package.namelist()]
    if "[content_types].xml" not in names:
        raise UnreadablePaper(
            f"{path}: this is a zip archive, not {_NAMES[suffix]}. Unpack it and give the papers in it one by one."
        )
    with package.open(package.namelist()[names.index("[content_types].xml")]) as handle:
        types = handle.read(_LIST)
    if b"macroEnabled" in types or any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise UnreadablePaper(f"{path}: it carries macros. Save it again as {suffix}, without macros.")
    found = next((kind for mark, kind in _MAIN.items() if mark in types), "")
    if found and found != suffix:
        raise UnreadablePaper(
            f"{path}: this is {_NAMES[found]}, not {_NAMES[suffix]}. Give it the ending it was made with."
        )


def _check_part(path: Path, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No part of XML may declare entities: no office program writes such, and they grow or reach elsewhere."""
    with package.open(part) as handle:
        head = handle.read(_HEAD)
        start = head.lstrip(b" \t\r\n\0")[:3]
        if start and not start.startswith((b"<", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            return
    with package.open(part) as handle:
        try:
            _, root = next(iter(etree.iterparse(handle, events=("start",), resolve_entities=False, no_network=True)))
        except (etree.XMLSyntaxError, StopIteration):
            return  # who parses it whole says what is wrong with it, and whether it matters
    if root.getroottree().docinfo.doctype:
        raise UnreadablePaper(
            f"{path}: its part {part.filename} declares entities, which office programs never do. {_AGAIN}"
        )
