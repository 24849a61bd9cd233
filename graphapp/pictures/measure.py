"""How wide text is in Arial, from a small table, so that the server can wrap it without a font."""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"
BOLD = 1.11  # bold letters are about a tenth wider

# Thousandths of the font size; the letters that share a width stand together.
_WIDTHS = {
    letter: width
    for width, letters in (
        (191, "'"),
        (222, "ijl‘’"),
        (260, "|"),
        (278, " !,./:;I[\\]ft"),
        (333, "()-`r“”{}"),
        (355, '"*'),
        (500, "^Jcksvxyz"),
        (556, "#$0123456789?L_abdeghnopqu–£"),
        (611, "+<=>~FTZ"),
        (667, "&ABEKPSVXY"),
        (722, "CDHNRUw"),
        (778, "GOQ"),
        (833, "Mm"),
        (944, "%W"),
        (1015, "@—" + ELLIPSIS),
    )
    for letter in letters
}
_UNKNOWN, _FULL_WIDTH = 800, 1100
# What XML forbids, and marks that would turn the direction of the text around them.
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")


def clean(text: str) -> str:
    """The text on one line, without what XML forbids or what turns the direction of its surroundings."""
    return _UNWANTED.sub("", " ".join(text.split()))


def width(text: str, size: float, bold: bool = False) -> float:
    """About how wide `text` is at `size`, in the same unit; unknown letters are taken as wide ones."""
    thousandths = sum(_WIDTHS.get(letter) or _wide(letter) for letter in text)
    return thousandths * size / 1000 * (BOLD if bold else 1)


def _wide(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL_WIDTH
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(plain, _UNKNOWN)


def wrap(text: str, most: float, size: float, rows: int, bold: bool = False) -> list[str]:
    """At most `rows` lines, none wider than `most`; an ellipsis ends what is cut, long words are broken."""
    lines: list[str] = []
    left = clean(text)
    while left and len(lines) < rows:
        line, left = _first_line(left, most, size, bold)
        lines.append(line)
    if left:
        lines[-1] = _clipped(lines[-1], most, size, bold)
    return lines


def _first_line(text: str, most: float, size: float, bold: bool) -> tuple[str, str]:
    """The words that fit and the rest; a first word too wide for the line is broken where it must be."""
    line, rest = "", text
    while rest:
        word, _, after = rest.partition(" ")
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold) > most:
            break
        line, rest = longer, after
    if line or not rest:
        return line, rest
    cut = 1
    while width(rest[: cut + 1], size, bold) <= most:
        cut += 1
    return rest[:cut], rest[cut:].lstrip()


def _clipped(line: str, most: float, size: float, bold: bool) -> str:
    while line and width(line + ELLIPSIS, size, bold) > most:
        line = line.rpartition(" ")[0] or line[:-1]
    return line.rstrip(" ,;:.") + ELLIPSIS
