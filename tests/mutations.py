"""Papers damaged by chance, the same ones for the same seed: bytes, parts of packages, marks, numbers and words."""

from __future__ import annotations

import copy
import datetime
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fpdf import FPDF
from lxml import etree

from tests.papers import minutes, plans_mixed, plans_pdf, plans_sheets, plans_word

Change = Callable[[bytes, random.Random], bytes]

CHOSEN = {  # invented papers, small, of each format and kind
    "northshire.docx", "riverside-notes.docx", "ashbourne.xlsx", "banner.xlsx", "fenland.csv", "riverside.txt",
    "northshire-minutes.txt", "lowther.pdf", "highmoor-minutes.pdf", "oakdean.html", "eastborough-minutes.html",
}  # fmt: skip
_NUMBERS = (b"0", b"-1", b"4294967296", b"999999999999999999999999", b"1e999", b"0.0000001", b"65536")
_WORDS = (
    b"31/02/2024", b"0/0/0", b"Q9 2024/99", b"99/99/99", b"R1-R99999999", b"1.1.1.1.1.1", b"\0", b"A" * 9_000,
    b"\xe2\x80\xae", b"\xf0\x9d\x92\x9c", b"=1+1", b"(((((", b"))))]", b"|\t|\t|", b"Action\tLead\tDue", b"RESOLVED:",
    b"Present:", b"every 0 months", b"within 99999999 years", b"<td rowspan=9999>", b"&#x110000;", b"]]>", b"<!--",
)  # fmt: skip


@cache
def samples() -> list[tuple[str, bytes]]:
    """Name and content of each paper that is damaged."""
    written = (*plans_word.PAPERS, *plans_sheets.PAPERS, *plans_pdf.PAPERS, *plans_mixed.PAPERS, *minutes.PAPERS)
    with TemporaryDirectory() as folder:
        papers = [path for path, _ in (build(Path(folder)) for build in written) if path.name in CHOSEN]
        assert {path.name for path in papers} == CHOSEN
        return [*((path.name, path.read_bytes()) for path in papers), ("plain.pdf", _plain_pdf())]


def _plain_pdf() -> bytes:
    """A ruled table in a PDF whose drawing is not packed, so that damage reaches it."""
    page = FPDF()
    page.set_compression(False)
    page.set_creation_date(datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
    page.add_page()
    page.set_font("Helvetica", size=9)
    with page.table() as table:
        for row in (
            "Ref|Action|Lead officer|By when",
            "1.1|Write the policy|Person A|May 2024",
            "1.2|Train|Person B|TBC",
        ):
            table.row(row.split("|"))
    return bytes(page.output())


def mutated(name: str, data: bytes, others: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    """The paper after one to three accidents."""
    for _ in range(chance.randint(1, 3)):
        if name.endswith((".docx", ".xlsx")) and chance.random() < 0.93:
            data = _within_package(data, chance)
        else:
            data = chance.choice(_CHANGES)(data, chance) if chance.random() < 0.9 else _spliced(data, others, chance)
    if name.endswith(".pdf") and chance.random() < 0.5:
        data += b"\n%%EOF\n"  # else what is cut is refused before its parser sees it
    return data


def _place(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 4, 30, 300, 3_000)))


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30)) if data else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] if chance.random() < 0.3 else data[:start] + data[end:]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50, 500)) + data[end:]


def _moved(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    rest = data[:start] + data[end:]
    target = chance.randrange(len(rest) + 1)
    return rest[:target] + data[start:end] + rest[target:]


def _numbers(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"\d+", data))
    return _replaced(data, chance.choice(found), chance.choice(_NUMBERS)) if found else data


def _marks(data: bytes, chance: random.Random) -> bytes:
    """One mark of a web page, of XML or of a PDF in the place of another."""
    found = list(re.finditer(rb"<[^<>]{1,200}>|/[A-Z][A-Za-z]{1,20}|\b[A-Za-z]{1,2}\n", data))
    return _replaced(data, chance.choice(found), chance.choice(found)[0]) if found else data


def _words(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"(?<=[>\s,(])[^<>\s,()]{1,40}", data))
    return _replaced(data, chance.choice(found), chance.choice(_WORDS)) if found else data


def _replaced(data: bytes, found: re.Match[bytes], other: bytes) -> bytes:
    return data[: found.start()] + other + data[found.end() :]


_CHANGES: tuple[Change, ...] = (_flipped, _cut, _repeated, _moved, _numbers, _marks, _words, _words)


def _spliced(data: bytes, others: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    _, other = chance.choice(others)
    start, end = _place(other, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def _rearranged(data: bytes, chance: random.Random) -> bytes:
    """XML that stays XML: elements lost, doubled or moved, their words and numbers changed."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return data  # an earlier accident broke it
    for _ in range(chance.choice((1, 5, 30))):
        one, other = chance.choice(list(root.iter("*"))), chance.choice(list(root.iter("*")))
        accident = chance.randrange(5)
        if accident == 0 and one is not root:
            one.getparent().remove(one)
        elif accident == 1 and one is not root:
            one.addnext(copy.deepcopy(one))
        elif accident == 2 and one is not root:
            other.append(copy.deepcopy(one))
        elif accident == 3 and one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(_NUMBERS).decode())
        elif one.text:
            one.text = re.sub(r"[^ -~]", "", chance.choice(_WORDS).decode("latin-1"))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _within_package(data: bytes, chance: random.Random) -> bytes:
    """Damage to one part, or parts lost, doubled or changed for each other; the package itself stays whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error):
        return data  # an earlier accident broke it
    telling = [
        name for name in parts if re.search(r"(document|sheet\d|workbook|styles|sharedStrings|Types)\S*xml", name)
    ]
    one, other = chance.choice(telling or list(parts)), chance.choice(list(parts))
    accident = chance.random()
    if accident < 0.08:
        parts[one], parts[other] = parts[other], parts[one]
    elif accident < 0.12:
        del parts[other]
    else:
        parts[one] = (_rearranged if accident < 0.75 else chance.choice(_CHANGES))(parts[one], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def damaged(folder: Path, count: int, seed: str = "papers") -> list[Path]:
    """So many damaged papers, written into `folder`."""
    folder.mkdir(exist_ok=True)
    paths = []
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        name, data = samples()[number % len(samples())]
        path = folder / f"{number:05}-{name}"
        path.write_bytes(mutated(name, data, samples(), chance))
        paths.append(path)
    return paths
