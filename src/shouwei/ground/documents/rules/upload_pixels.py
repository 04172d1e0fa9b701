"""A picture drawn anew: decoded and encoded again, so that nothing but the picture can be in the file.

What the structure showed has been judged before (``upload_images``): the number of pixels is bounded when this runs. A JPEG that stands
upright keeps its own quantisation, so that nothing visible is lost; one that lay on its side is turned and written at high quality.
"""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageOps

from shouwei.ground.documents.rules.upload_fault import DAMAGED, Look, Sound

QUALITY = 92
FORMATS = {"jpg": "JPEG", "png": "PNG"}
REDRAWN = "图片已重新编码，画面不变"
LARGEST_PROFILE = 1024 * 1024  # bytes of a colour profile that is carried over
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, Image.DecompressionBombError)


def redrawn(found: Sound) -> Look:
    """The same picture in new bytes; ``DAMAGED`` when it cannot be drawn."""
    form = FORMATS[found.kind]
    try:
        with Image.open(io.BytesIO(found.data), formats=[form]) as picture:
            picture.load()
            data = _encoded(picture, form)
    except BROKEN:
        return DAMAGED
    return Sound(found.kind, data, found.notes or (REDRAWN,))


def _encoded(picture: Image.Image, form: str) -> bytes:
    buffer = io.BytesIO()
    profile = picture.info.get("icc_profile") or b""
    profile = profile if len(profile) <= LARGEST_PROFILE else b""
    if form == "PNG":
        picture.info = {name: value for name, value in picture.info.items() if name in ("transparency", "gamma")}
        picture.save(buffer, "PNG", icc_profile=profile or None)
    elif picture.getexif().get(0x0112, 1) == 1:
        picture.save(buffer, "JPEG", quality="keep", icc_profile=profile, exif=b"", comment=b"")
    else:
        turned = ImageOps.exif_transpose(picture)
        turned.save(buffer, "JPEG", quality=QUALITY, icc_profile=profile, exif=b"", comment=b"")
    return buffer.getvalue()
