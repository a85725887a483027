"""What the tags of a PDF say, read by a library that did not write it."""

import io
from typing import NamedTuple

import pypdf


class Tag(NamedTuple):
    """An element of the structure: its type, and what it says of itself."""

    type: str
    element: pypdf.generic.DictionaryObject

    def attribute(self, name):
        found = self.element.get("/A", [])
        attributes = found if isinstance(found, list) else [found]
        return next((a.get_object()[name] for a in attributes if name in a.get_object()), None)

    def inside(self):
        return [tag for tag in tags(self.element) if tag.element is not self.element]


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def tags_of(pdf):
    """Every tag of a file, in the order of reading."""
    return list(tags(read(pdf).trailer["/Root"]["/StructTreeRoot"]))


def tags(element):
    if "/S" in element:
        yield Tag(element["/S"], element)
    inside = element.get("/K", [])
    for child in inside if isinstance(inside, list) else [inside]:
        found = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(found, dict):
            yield from tags(found)


def claims_access(pdf):
    """Whether the file says that it keeps to PDF/UA-1."""
    said = read(pdf).trailer["/Root"]["/Metadata"].get_object().get_data()
    return b"<pdfuaid:part>1</pdfuaid:part>" in said


def fonts_of(page):
    """Name and whether it is in the file, of every font of a page."""
    for font in page["/Resources"].get("/Font", {}).values():
        (described,) = font.get_object()["/DescendantFonts"]
        kept = described.get_object()["/FontDescriptor"].get_object()
        yield str(font.get_object()["/BaseFont"]), bool({"/FontFile2", "/FontFile3"} & kept.keys())


def words_of(page):
    return " ".join(page.extract_text().split())
