"""The words of a made pack as anybody would read them, so that what was printed can be set against the records."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pypdfium2
from lxml import etree

from oneplan.adapters.files import store

_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def printed_text(pdf_stored: str, word_stored: str) -> Iterator[tuple[str, str]]:
    """The name of each document and its words, without spaces and in small letters, for looking things up."""
    if pdf_stored:
        yield "PDF", plain(pdf_words(_bytes(pdf_stored)))
    if word_stored:
        yield "Word document", plain(word_words(_bytes(word_stored)))


def pdf_words(content: bytes) -> str:
    """The text of a PDF, page after page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def word_words(content: bytes) -> str:
    """The text of a Word document, in order."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        tree = etree.fromstring(packed.read("word/document.xml"))
    return " ".join(each.text or "" for each in tree.iter(_TEXT))


def plain(text: str) -> str:
    """A text without spaces, soft hyphens and case: two presses break lines in different places."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\u0002]+", "", text).casefold()


def _bytes(stored_as: str) -> bytes:
    with store.open_stored(stored_as) as file:
        return file.read()
