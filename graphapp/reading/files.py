"""A file -> a Paper of lines and table rows. Text and CSV here; office and web formats in their own modules.

Source of the forms: papers as councils publish them (text converted from PDF, Word, Excel, web pages).
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from itertools import accumulate
from pathlib import Path

from graphapp.errors import UnreadablePaper
from graphapp.reading.aligned import aligned_rows
from graphapp.reading.archive import check_content
from graphapp.reading.dates import paper_date
from graphapp.reading.drafts import Line, Paper
from graphapp.reading.persons import person_name
from graphapp.reading.uncollected import uncollected

_WIDE = re.compile(r" {3,}")
_LONGEST_ROW = 200  # characters of a name and whom the person speaks for
MAX_LINE = 100_000  # characters; a line longer than this is no line of a paper
MAX_LINES = 50_000  # of a text; a thousand printed pages
MAX_BYTES = 100_000_000

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"[=~-]{4,}")
_EMPHASIS = re.compile(r"\*{1,3}")


def clean(text: str) -> str:
    """A cell's words: markup that a conversion left behind is dropped, white space folded, line ends kept."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    if "*" in text:
        text = _EMPHASIS.sub("", text)
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(folded for part in text.split("\n") if (folded := " ".join(part.split())))


def _decoded(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ()
    if b"\0" in data:
        raise UnreadablePaper(
            f"{path}: this is not text (it holds null bytes). Give the paper as text, Word, Excel, CSV, PDF or HTML."
        )
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        warning = f"{path.name}, line {line}: not UTF-8; read as Windows-1252. Check the accents and quotation marks."
        return data.decode("cp1252", "replace"), (warning,)


def _split(line: str) -> list[str] | None:
    """The cells of a text line: by tabs, by the bars of a plain-text table, by a wide space after a person's name.

    None where it is all one cell, as most are.
    """
    if "\t" in line:
        return line.split("\t")
    if "|" in line and _is_barred(line):
        return line.strip()[1:-1].split("|")
    if "   " not in line or line.lstrip()[:1].isdigit():  # where no name is
        return None
    parts = _WIDE.split(line.strip()) if len(line) < _LONGEST_ROW else []
    return parts if len(parts) > 1 and person_name(parts[0]) else None


@uncollected()
def _text_lines(path: Path, data: bytes) -> tuple[list[Line], list[str], tuple[str, ...]]:
    text, warnings = _decoded(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    raw = text.replace("\f", "\n").removesuffix("\n").split("\n")
    _check_lines(path, len(raw))
    if max(map(len, raw)) > MAX_LINE:
        long = next(no for no, line in enumerate(raw, 1) if len(line) > MAX_LINE)
        raise UnreadablePaper(
            f"{path}, line {long}: a single line of {len(raw[long - 1]):,} characters is no paper. "
            "Check how the file was made."
        )
    aligned = aligned_rows(raw, _page_starts(text))
    lines = []
    barred = 0  # the first line of the table of bars at hand
    for no, line in enumerate(raw, 1):
        barred = (barred or no) if "|" in line and _is_barred(line) else 0
        row = aligned.get(no - 1)
        table, cells = row or (barred or None, _split(line))
        if row or "<" in line or "&" in line or "*" in line:
            words = tuple(map(clean, cells or (line,)))
        else:
            words = tuple([" ".join(cell.split()) for cell in cells or (line,)])
        lines.append(Line(no, words, table=table))
    return _with_headings(lines), raw, warnings


def _with_headings(lines: list[Line]) -> list[Line]:
    """The lines, headings as plain text marks them: `## Title`, or a rule of signs below."""
    found = list(lines)
    for place, line in enumerate(lines):
        sign = line.text[:1]
        if sign == "#" and (marked := _HASHES.match(line.text)):
            found[place] = replace(line, cells=(line.text[marked.end() :].rstrip("# "),), heading=len(marked[1]))
        elif sign in {"=", "-", "~"} and place and _RULE.fullmatch(line.text) and _is_title(lines[place - 1], line):
            found[place - 1] = replace(lines[place - 1], heading=1 if sign == "=" else 2)
            found[place] = replace(line, cells=("",))
    return found


def _is_title(line: Line, rule: Line) -> bool:
    """Whether the line above a rule is underlined by it: words about as long as the rule."""
    return len(line.filled) == 1 and len(line.text) <= 2 * len(rule.text) and len(rule.text) <= 2 * len(line.text)


def _is_barred(line: str) -> bool:
    stripped = line.strip()
    return stripped[0] == stripped[-1] == "|" and stripped.count("|") > 2


def _check_lines(path: Path, count: int) -> None:
    if count > MAX_LINES:
        raise UnreadablePaper(
            f"{path}: it has {count:,} lines, more than {MAX_LINES:,}. Save the part with the plan as its own file."
        )


def _page_starts(text: str) -> list[int]:
    """The places of the lines that begin a page, where form feeds part the pages."""
    lengths = [page.count("\n") + 1 for page in text.split("\f")]
    return list(accumulate(lengths))[:-1]


@uncollected()
def _csv_lines(path: Path, data: bytes) -> tuple[list[Line], list[str], tuple[str, ...]]:
    text, warnings = _decoded(data, path)
    try:
        mark = max(",;\t|", key=lambda mark: _evenness(text[:20_000], mark))
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise UnreadablePaper(
            f"{path}: not a CSV table ({error}). Check its quotation marks, or save it again."
        ) from error
    _check_lines(path, len(rows))
    lines = [Line(no, tuple(map(clean, row)), table=1) for no, row in enumerate(rows, 1)]
    return lines, [" | ".join(row) for row in rows], warnings


def _evenness(sample: str, mark: str) -> float:
    """The share of rows with as many cells as most have, if parted by this mark; 0 where it parts nothing."""
    widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if row)
    width, count = widths.most_common(1)[0] if widths else (1, 0)
    return count / widths.total() + width / 1_000 if width > 1 else 0.0


def _office(module: str, name: str) -> Callable[[Path, bytes], tuple[list[Line], list[str], tuple[str, ...]]]:
    """A reader of `module`, imported when first needed: its libraries load longer than most papers are read."""

    def read(path: Path, data: bytes) -> tuple[list[Line], list[str], tuple[str, ...]]:
        warnings: list[str] = []
        try:
            lines: list[Line] = getattr(import_module(f"graphapp.reading.{module}"), name)(data, warnings)
        except UnreadablePaper as error:
            raise UnreadablePaper(f"{path}: {error}") from error
        except Exception as error:  # the parsers of other people's formats fail in many ways
            raise UnreadablePaper(f"{path}: {reason(path, error)}") from error
        raw = [" | ".join(line.cells) if len(line.cells) > 1 else line.text for line in lines]
        return lines, raw, tuple(f"{path.name}: {warning}" for warning in warnings)

    return read


def reason(path: Path, error: Exception) -> str:
    """Why a parser gave up, and what to do."""
    causes = {type(one).__name__ for one in (error, error.__cause__, error.__context__, *error.args)}
    if "MemoryError" in causes:
        return "reading it takes more memory than one paper may. Save the part with the plan as its own file."
    if "RecursionError" in causes:
        return "its parts are nested too deeply for a paper. Open it where it was made and save it again."
    if causes & {"PDFPasswordIncorrect", "PDFEncryptionError"}:
        return "the file is locked with a password. Save it again without one."
    name = path.suffix.lstrip(".").upper()
    return f"not a readable {name} file ({type(error).__name__}). Open it where it was made and save it again."


_READERS: dict[str, Callable[[Path, bytes], tuple[list[Line], list[str], tuple[str, ...]]]] = {
    ".txt": _text_lines,
    ".md": _text_lines,
    ".text": _text_lines,
    ".tsv": _text_lines,
    ".csv": _csv_lines,
    ".docx": _office("office", "docx_lines"),
    ".xlsx": _office("office", "xlsx_lines"),
    ".html": _office("web_pages", "html_lines"),
    ".htm": _office("web_pages", "html_lines"),
    ".pdf": _office("pages", "pdf_lines"),
}
FORMATS = tuple(_READERS)  # the endings a paper may have


def read_bytes(path: Path) -> bytes:
    """The file's bytes; UnreadablePaper in a sentence when it is missing, empty, a folder or far too large."""
    try:
        if path.is_dir():
            raise UnreadablePaper(f"{path}: this is a folder. Name one paper in it.")
        if path.exists() and not path.is_file():  # a device or pipe may never end
            raise UnreadablePaper(f"{path}: this is no file. Save the paper as one.")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadablePaper(
                f"{path}: larger than {MAX_BYTES // 1_000_000} MB. Save the part with the plan as its own file."
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadablePaper(f"{path}: there is no such file.") from error
    except OSError as error:
        raise UnreadablePaper(f"{path}: cannot be opened ({error.strerror}).") from error
    if not data.strip():
        raise UnreadablePaper(f"{path}: the file is empty.")
    return data


_COUNCIL = re.compile(r"(?i)(?:the\s+)?[\w'’ -]{3,60}\s(?:council|authority)")


def _title(lines: list[Line], fallback: str) -> str:
    """The first heading, else the first line of words that is no web address or date."""
    candidates = [line.text for line in lines if line.heading == 1]
    if all(map(_COUNCIL.fullmatch, candidates)):
        short = [line.text for line in lines[:40] if len(line.filled) == 1 and 8 < len(line.text) < 160]
        candidates += short if not candidates else [text for text in short if text not in candidates]
    words = [text for text in candidates if not re.match(r"(?i)(https?:|www\.|please note|agenda\b|appendix\b)", text)]
    of_council = bool(words) and _COUNCIL.fullmatch(words[0]) is not None  # whose it is, then what it is
    return next(iter(words[of_council:] or words), fallback).rstrip(".:")


def read_paper(path: Path, **known: str) -> Paper:
    """The paper at `path`; `known` gives id, title, kind, date where a person recorded them in papers.toml."""
    data = read_bytes(path)
    check_content(path, data)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadablePaper(
            f"{path}: {path.suffix or 'a file without an ending'} is not read. Papers may be {', '.join(FORMATS)}."
        )
    lines, raw, warnings = reader(path, data)
    if not any(line.filled for line in lines):
        raise UnreadablePaper(f"{path}: there are no words in it. Check that it is the right file, and whole.")
    name = known.get("id") or path.stem
    return Paper(
        id=name,
        title=known.get("title") or _title(lines, path.stem),
        kind=known.get("kind") or "",
        date=known.get("date") or paper_date(path.stem, lines),
        lines=tuple(lines),
        raw=tuple(raw),
        warnings=warnings,
    )
