"""Files made to do harm, or that are not what they say: each a name, how it is made, and words of the refusal."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
import openpyxl
from fpdf import FPDF
from fpdf.encryption import EncryptionMethod

MB = 1_000_000


def word() -> bytes:
    """A small plan as Word writes it."""
    document = docx.Document()
    table = document.add_table(2, 4)
    for row, cells in enumerate((("Ref", "Action", "Lead", "By when"), ("1", "Write it", "Person A", "May 2024"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def excel(*cells: tuple[int, int, str]) -> bytes:
    """The same plan as a workbook, with further cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Ref", "Action", "Lead", "By when"])
    sheet.append(["1", "Write it", "Person A", "May 2024"])
    for row, column, text in cells:
        sheet.cell(row, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(password: str = "") -> bytes:
    """A page with a few words."""
    page = FPDF()
    if password:
        page.set_encryption(password, password, EncryptionMethod.RC4)
    page.add_page()
    page.set_font("Helvetica", size=12)
    page.cell(text="Action plan of Northshire")
    return bytes(page.output())


def repacked(data: bytes, changed: dict[str, bytes], more: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """A package with parts replaced and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, changed.get(info.filename, old.read(info)))
        for name, content in more:
            new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def _grown(chunk: bytes, times: int) -> bytes:
    out = io.BytesIO(word())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=5) as package,
        package.open("word/media/a.emf", "w") as handle,
    ):
        for _ in range(times):
            handle.write(chunk)
    return out.getvalue()


def three_hundred_times() -> bytes:
    """Some 900 KB that unpack to 300 MB."""
    return repacked(_grown(bytes(MB), 300), {}, (("word/media/b.png", os.urandom(600_000)),))


def evenly_grown() -> bytes:
    """Over 100 MB unpacked, no part by more than fifty times."""
    return _grown(os.urandom(20_000) + bytes(MB - 20_000), 101)


def many_parts(count: int = 100_000) -> bytes:
    """A package of very many empty parts."""
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as package:
        for number in range(count):
            package.writestr(zipfile.ZipInfo(f"word/{number}.xml"), b"")
    return out.getvalue()


def lying() -> bytes:
    """A document of 600 MB that its package says has a thousand bytes, with a checksum that fits these."""
    head = part(word(), "word/document.xml")[:1000]
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = packer.compress(head) + b"".join(packer.compress(b" " * MB) for _ in range(600)) + packer.flush()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != "word/document.xml":
                new.writestr(info.filename, old.read(info))
        new.writestr(zipfile.ZipInfo("word/document.xml"), packed)
    data = bytearray(out.getvalue())
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = data.rindex(mark)
        data[start + at : start + at + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
        data[start + at + 6 : start + at + 10] = struct.pack("<I", zlib.crc32(head))
        data[start + at + 14 : start + at + 18] = struct.pack("<I", len(head))
    return bytes(data)


def with_doctype(data: bytes, name: str, doctype: str, encoding: str = "utf-8") -> bytes:
    """A package with a document type declared in one part."""
    text = part(data, name).decode("utf-8")
    start = text.index("?>") + 2 if text.startswith("<?xml") else 0
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{doctype}{text[start:]}'
    return repacked(data, {name: text.encode(encoding)})


def spaced_doctype() -> bytes:
    """A workbook with entities declared after two thousand empty lines."""
    name = "xl/worksheets/sheet1.xml"
    sheet = part(excel(), name)
    start = sheet.index(b"?>") + 2 if sheet.startswith(b"<?xml") else 0
    return repacked(excel(), {name: b"\n" * 2_000 + OUTSIDE.encode() + sheet[start:]})


LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
)
BLOWUP = f'<!DOCTYPE w [<!ENTITY a "{"a" * 50_000}">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def deep_word() -> bytes:
    """Paragraphs within paragraphs, 100,000 deep, each marked so that it packs badly."""
    text = part(word(), "word/document.xml").decode()
    opened = "".join(f'<w:p w:rsidR="{os.urandom(4).hex()}">' for _ in range(100_000))
    nested = text.replace("<w:body>", "<w:body>" + opened + "</w:p>" * 100_000, 1)
    return repacked(word(), {"word/document.xml": nested.encode()})


def _sheet(changed: Callable[[str], str]) -> bytes:
    name = "xl/worksheets/sheet1.xml"
    return repacked(excel(), {name: changed(part(excel(), name).decode()).encode()})


def merged_everywhere() -> bytes:
    """A sheet with one cell merged over all there are."""
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return _sheet(lambda text: text.replace("</sheetData>", merged))


def claimed_size() -> bytes:
    """A sheet that says it is as large as a sheet can be, and holds two rows."""
    return _sheet(lambda text: text.replace('ref="A1:D2"', 'ref="A1:XFD1048576"'))


def _objects(*bodies: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, the first its catalogue."""
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(out))
    return out + head + table + tail


_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(data), data)


def pages_within_pages() -> bytes:
    """A tree of pages that is its own branch and says it has 10,000."""
    return _objects(_CATALOGUE, b"<</Type/Pages/Count 10000/Kids[%s]>>" % (b"2 0 R " * 10_000))


def forms_within_forms() -> bytes:
    """A picture that draws itself, twice."""
    resources = b"/Resources<</XObject<</X 4 0 R>>>>"
    return _objects(
        _CATALOGUE,
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R%s>>" % resources,
        _stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources, b"/X Do /X Do"),
        _stream(b"", b"/X Do"),
    )


def unpacking_page() -> bytes:
    """A page whose drawing unpacks to 600 MB, twice packed."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * MB) for _ in range(600)) + packer.flush()
    return _objects(
        _CATALOGUE,
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        _stream(b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(packed)),
    )


def ten_thousand_pages() -> bytes:
    """As many pages, each with a line drawn a thousand times."""
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 10_004))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R>>"
    drawing = _stream(b"/Filter/FlateDecode", zlib.compress(b"0 0 m 9 9 l S " * 1_000))
    return _objects(_CATALOGUE, b"<</Type/Pages/Count 10000/Kids[%s]>>" % kids, drawing, *[page] * 10_000)


def flagged() -> bytes:
    """A package whose document is marked as encrypted."""
    data = bytearray(word())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + at] |= 1
    return bytes(data)


_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_TYPES = "[Content_Types].xml"
_WORDS = "word/document.xml"


def macro_book() -> bytes:
    """A workbook whose list of types says that it carries macros."""
    types = part(excel(), _TYPES).decode()
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return repacked(excel(), {_TYPES: types.replace(main, _MACRO).encode()})


def zipped(name: str) -> bytes:
    """An archive of one file of that name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, word())
    return out.getvalue()


# What is too much for a reader: too large once unpacked, too deep, without end.
TOO_MUCH: dict[str, tuple[Callable[[], bytes], str]] = {
    "grown.docx": (three_hundred_times, "unpacks to 30"),
    "evenly.docx": (evenly_grown, "unpacks to 101 MB"),
    "part.docx": (lambda: _grown(bytes(MB), 50), "more than 100 times"),
    "whole.docx": (
        lambda: repacked(word(), {}, tuple((f"word/{n}.xml", bytes(MB)) for n in range(40))),
        "times its size",
    ),
    "parts.docx": (many_parts, "parts, more than 2,000"),
    "lying.docx": (lying, "the part with the plan"),
    "deep.docx": (deep_word, "not a readable DOCX"),
    "laughs.docx": (lambda: with_doctype(word(), _WORDS, LAUGHS), "declares entities"),
    "blowup.xlsx": (lambda: with_doctype(excel(), "xl/workbook.xml", BLOWUP), "declares entities"),
    "corner.xlsx": (lambda: excel((1_048_576, 16_384, "x")), "more than 100,000 rows"),
    "wide.xlsx": (lambda: excel((99_000, 16_384, "x")), "Save only the plan"),
    "merged.xlsx": (merged_everywhere, "the part with the plan"),
    "line.txt": (lambda: b"Action by " * 100_000, "a single line"),
    "divs.html": (lambda: b"<div>" * 100_000 + b"Action", "deep"),
    "tables.html": (lambda: b"<table><tr><td>" * 30_000 + b"Action", "deep"),
    "itself.pdf": (pages_within_pages, "PDF"),
    "forms.pdf": (forms_within_forms, "PDF"),
    "page.pdf": (unpacking_page, "the part with the plan"),
}
# What is locked, carries programs, reaches elsewhere, is cut off or of another kind than its name says.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "outside.docx": (lambda: with_doctype(word(), _WORDS, OUTSIDE), "declares entities"),
    "outside.xlsx": (lambda: with_doctype(excel(), "xl/worksheets/sheet1.xml", OUTSIDE), "declares entities"),
    "spaced.xlsx": (spaced_doctype, "declares entities"),
    "utf16.docx": (lambda: with_doctype(word(), _WORDS, OUTSIDE, "utf-16"), "declares entities"),
    "climbing.docx": (lambda: repacked(word(), {}, (("../../x", b"x"),)), "points outside"),
    "rooted.docx": (lambda: repacked(word(), {}, (("/etc/x", b"x"),)), "points outside"),
    "macro.docx": (lambda: repacked(word(), {}, (("word/vbaProject.bin", b"x"),)), "carries macros"),
    "macro.xlsx": (macro_book, "carries macros"),
    "macro.xlsm": (macro_book, "carries macros"),
    "flagged.docx": (flagged, "is encrypted"),
    "locked.docx": (lambda: _OLD + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    "locked.pdf": (lambda: pdf("secret"), "locked with a password"),
    "old.doc": (lambda: _OLD, "save it as .docx"),
    "old.xls": (lambda: _OLD, "save it as .xlsx"),
    "old.docx": (lambda: _OLD, "save it as .docx"),
    "pdf.docx": (pdf, "this is a PDF, not a Word document"),
    "excel.docx": (excel, "this is an Excel workbook, not a Word document"),
    "word.xlsx": (word, "this is a Word document, not an Excel workbook"),
    "word.pdf": (word, "this is a zip archive, not a PDF"),
    "word.txt": (word, "this is a zip archive, not text"),
    "pdf.csv": (pdf, "this is a PDF, not text"),
    "page.xlsx": (lambda: b"<html><table></table></html>", "this is a web page"),
    "text.html": (lambda: b"Action plan of Northshire", "this is no web page"),
    "zip.docx": (lambda: zipped("plan.docx"), "one by one"),
    "cut.docx": (lambda: word()[:9_000], "cut off or damaged"),
    "cut.xlsx": (lambda: excel()[:3_000], "cut off or damaged"),
    "cut.pdf": (lambda: pdf()[:600], "cut off"),
    "nothing.docx": (lambda: b"", "is empty"),
    "lines.txt": (lambda: b"a\n" * 100_001, "100,001 lines"),
    "rows.csv": (lambda: b"a,b\n" * 100_001, "100,001 lines"),
}
