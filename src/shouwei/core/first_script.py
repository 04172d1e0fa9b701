"""The few lines that run before a page is drawn, written into the page: a request of its own would hold up the first visit.

The content security policy allows them by their digest and no other script in a page.
"""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

FIRST_SCRIPT = (Path(__file__).parent / "static" / "shouwei" / "js" / "boot.js").read_text(encoding="utf8")
ALLOWED = f"'sha256-{b64encode(sha256(FIRST_SCRIPT.encode()).digest()).decode()}'"
"""As the policy writes it (CSP Level 3, 2.3.1)."""
