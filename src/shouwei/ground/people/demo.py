"""The password of the demonstration's cast: made once per data folder, never the same on two installations."""

import secrets

from django.conf import settings


def demo_password() -> str:
    """Read from the data folder, made there on first use (readable by the owner only)."""
    file = settings.DATA / "demo-password"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(f"shouwei-{secrets.token_hex(4)}", encoding="ascii")
    return file.read_text(encoding="ascii").strip()
