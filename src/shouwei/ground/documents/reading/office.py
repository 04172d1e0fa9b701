"""Old Word files (.doc) are turned into .docx by LibreOffice where it is installed, in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from .document import Unreadable

SECONDS = 60
REMEDY = "请用Word或WPS打开，另存为.docx后重新上传。"


def converted(data: bytes) -> bytes:
    """The .docx of a .doc; raises with the remedy when no LibreOffice is here or it fails within ``SECONDS``."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(f"这是旧版Word文件（.doc），本机没有安装LibreOffice，无法直接读取。{REMEDY}")
    with tempfile.TemporaryDirectory(prefix="shouwei-doc-") as folder:
        source = Path(folder, "plan.doc")
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", folder, str(source)),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - fixed program, our own file
            return Path(folder, "plan.docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise Unreadable(f"旧版Word文件（.doc）转换失败，可能已损坏或设有密码。{REMEDY}") from error
