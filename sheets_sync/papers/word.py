"""A Word template filled with a paper's values.

The secret kept here: what people typed stays text, whatever it looks like (Jinja, XML, control characters), and a
template that somebody broke in Word is told about in one sentence that names the file and the field.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from docx.opc.exceptions import OpcError
from docx.shared import Twips
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError
from markupsafe import Markup, escape

from sheets_sync.errors import UsageError
from sheets_sync.papers.fields import FOLDER, NEEDED, missing, unknown
from sheets_sync.papers.package import read_package, write_package
from sheets_sync.papers.plain import plain

PAPER_SIZES = {"F4": (12240, 18720), "A4": (11906, 16838)}  # width and height in twips
BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
SLIPS = (  # Jinja's sentences (3.1), and ours
    (r"needs to be closed is '(\w+)'", "{{% {0} %}} belum ditutup dengan {{% end{0} %}}"),
    (r"Encountered unknown tag '(end\w+)'", "{{% {0} %}} tanpa pembukanya"),
    (r"Encountered unknown tag '(\w+)'", "perintah {{% {0} %}} tidak dikenal"),
    (r"expected token 'end of (?:print statement|statement block)', got '(.+)'", "tanda penutup kurang di depan '{0}'"),
    (r"unexpected '(.+)'", "tanda '{0}' tidak pada tempatnya"),
)
BROKEN = (
    zipfile.BadZipFile, OpcError, LxmlError, OSError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError,
    RecursionError,
)  # fmt: skip  # what docxtpl, python-docx and Jinja raise for a file or a field that cannot be used


def fill_template(
    template: bytes, name: str, values: Mapping[str, Any], paper: str, at: datetime, title: str, creator: str
) -> bytes:
    """The docx made of the template and the values, on the office's paper; UsageError where the template is broken.

    The same arguments give the same bytes.
    """
    environment = SandboxedEnvironment(undefined=StrictUndefined, finalize=_shown)
    _check_fields(_fields(template, name, environment), name, values)
    document = _opened(template, name)
    _guarded(name, lambda: document.render(dict(values), environment, autoescape=True))
    made = _guarded(name, lambda: _saved(document, paper))
    return write_package(read_package(made), at, plain(title), plain(creator))


def _shown(value: Any) -> Markup:
    """The value as text and nothing else: its braces too, since docxtpl gives some of them a meaning."""
    return Markup(str(escape(plain(str(value)))).translate(BRACES))  # noqa: S704  # escaped in this very line


def _opened(template: bytes, name: str) -> DocxTemplate:
    document = DocxTemplate(BytesIO(template))
    try:
        document.init_docx()
    except BROKEN as problem:
        raise UsageError(
            f"{FOLDER}/{name}: bukan berkas Word (.docx) yang utuh; simpan ulang dari Word, atau salin templat bawaan."
        ) from problem
    return document


def _fields(template: bytes, name: str, environment: SandboxedEnvironment) -> set[str]:
    """The fields that the template asks for, in its text, header and footer."""
    document = _opened(template, name)
    found: set[str] = _guarded(name, lambda: document.get_undeclared_template_variables(environment))
    return found - set(environment.globals)


def _check_fields(asked: set[str], name: str, values: Mapping[str, Any]) -> None:
    """UsageError with every field that does not exist, and every one that must not lack."""
    wrong = [unknown(field, values) for field in sorted(asked - set(values))]
    wrong += [missing(field) for field in NEEDED if field not in asked]
    if wrong:
        raise UsageError(f"{FOLDER}/{name}: {'; '.join(wrong)}.")


def _saved(document: DocxTemplate, paper: str) -> bytes:
    width, height = PAPER_SIZES[paper]
    for section in document.docx.sections:
        section.page_width, section.page_height = Twips(width), Twips(height)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _guarded(name: str, work: Callable[[], Any]) -> Any:
    """What the work gives; where the template stops it, UsageError with the file and what is wrong in it."""
    try:
        return work()
    except TemplateSyntaxError as problem:
        near = next((line.strip() for line in _near(problem) if "{" in line), "")
        where = f" di dekat tulisan {near[:80]!r}" if near else ""
        raise UsageError(
            f"{FOLDER}/{name}: tanda {{{{ }}}} atau {{% %}}{where} tidak lengkap atau salah tulis ({_in_words(problem)})."
        ) from problem
    except UndefinedError as problem:
        field = re.search(r"'(\w+)'(?: is undefined)?$", str(problem.message))
        raise UsageError(
            f"{FOLDER}/{name}: isian {field[1] if field else problem.message!r} tidak dikenal."
        ) from problem
    except TemplateError as problem:
        raise UsageError(
            f"{FOLDER}/{name}: perintah templatnya tidak dapat dijalankan ({problem.message})."
        ) from problem
    except BROKEN as problem:
        raise UsageError(
            f"{FOLDER}/{name}: ada perintah yang tidak dapat dikerjakan di antara {{{{ }}}} atau {{% %}} ({problem}); "
            "perbaiki, atau salin templat bawaan."
        ) from problem


def _in_words(problem: TemplateSyntaxError) -> str:
    """What Jinja says, in Indonesian where it is one of the slips that people make in Word."""
    said = str(problem.message)
    for pattern, words in SLIPS:
        if found := re.search(pattern, said):
            return words.format(*found.groups())
    return f"pesan Jinja: {said.rstrip('.')}"


def _near(problem: TemplateSyntaxError) -> list[str]:
    """The template's lines around the place, as docxtpl tells them."""
    return list(getattr(problem, "docx_context", ()))
