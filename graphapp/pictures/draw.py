"""Drawing SVG: elements with escaped words, classes and geometry, no styles and no script."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from graphapp.pictures.measure import clean


def add(parent: Element, tag: str, text: str = "", **attributes: object) -> Element:
    """A child element; `aria_label` becomes aria-label, `class_` class."""
    named = {key.rstrip("_").replace("_", "-"): clean(str(value)) for key, value in attributes.items()}
    child = SubElement(parent, tag, named)
    child.text = text or None
    return child


def picture(name: str, title: str, description: str) -> Element:
    """An empty picture that a screen reader announces by its title and description; `name` begins their ids."""
    svg = Element("svg", {"role": "group", "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc"})
    add(svg, "title", clean(title), id=f"{name}-title")
    add(svg, "desc", clean(description), id=f"{name}-desc")
    return svg


def finished(svg: Element, wide: float, high: float) -> Markup:
    """The picture as markup, `wide` by `high` at its own size."""
    svg.attrib.update({"viewBox": f"0 0 {wide:g} {high:g}", "width": f"{wide:g}", "height": f"{high:g}"})
    svg.attrib.update({"font-family": "Arial, sans-serif", "font-size": "14"})
    return Markup(tostring(svg, encoding="unicode"))  # noqa: S704 - the serializer has escaped every word
