"""An Office file (docx, xlsx) written so that the same content gives the same bytes on any day and machine."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape

FIRST = "[Content_Types].xml"  # some readers look for it there
CORE = "docProps/core.xml"
CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>'
)


def read_package(content: bytes) -> dict[str, bytes]:
    """The parts of the file by name."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}


def write_package(parts: Mapping[str, bytes], at: datetime, title: str, creator: str) -> bytes:
    """The file made of these parts: in a fixed order, at a fixed time, created and last saved at that moment.

    Title and creator must hold no character that XML forbids.
    """
    stamp = at.astimezone(UTC)
    core = CORE_XML.format(title=escape(title), creator=escape(creator), at=f"{stamp:%Y-%m-%dT%H:%M:%SZ}").encode()
    whole = {**parts, CORE: core} if CORE in parts else dict(parts)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(whole, key=lambda name: (name != FIRST, name)):
            info = zipfile.ZipInfo(name, (stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            package.writestr(info, whole[name])
    return stream.getvalue()
