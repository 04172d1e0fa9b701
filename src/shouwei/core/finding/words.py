"""What was typed, as the index understands it: words that must all occur, each by its characters or as the beginning of a code."""

from __future__ import annotations

import string
from dataclasses import dataclass

LONGEST = 50
"""Characters of a query that are read."""
MOST_WORDS = 5
FOLDED = {
    **{place: chr(place - 0xFEE0) for place in range(0xFF01, 0xFF5F)},
    0x3000: " ",
    **dict(zip(map(ord, string.ascii_uppercase), string.ascii_lowercase, strict=True)),
    **{place: chr(place - 0xFEE0).lower() for place in range(0xFF21, 0xFF3B)},
}
"""Full width to half width, capitals to small letters; nothing else, because the database's ``lower`` does no more either."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query. Without words nothing is looked for."""

    text: str
    """Folded, single spaces: what a title is compared with."""
    words: tuple[str, ...]

    @property
    def wanted(self) -> str:
        """As ``tsquery``: all characters of each word, or a code or a spelling that begins with it."""
        return " & ".join(f"({_wanted(word)})" for word in self.words)

    @property
    def patterns(self) -> list[str]:
        """As ``LIKE``: each word in one piece; any one mark stands for any other, as 〔 and ( do in numbers of papers."""
        return [f"%{''.join(c if c.isalnum() else '_' for c in word).strip('_')}%" for word in self.words]


def asked(typed: str) -> Asked:
    text = " ".join("".join(c if c.isprintable() else " " for c in typed.translate(FOLDED)).split())[:LONGEST].strip()
    return Asked(text, tuple(word for word in text.split(" ") if any(map(str.isalnum, word)))[:MOST_WORDS])


def pieces(words: Asked) -> list[str]:
    """What to propose when nothing was found: each word alone, or the beginning and the end of a long one; of a number no part."""
    if len(words.words) > 1:
        return list(dict.fromkeys(words.words))
    word = words.words[0] if words.words else ""
    half = (len(word) + 1) // 2
    if any(map(str.isdigit, word)):
        return []
    return list(dict.fromkeys([word[:half], word[-half:], word[:2]])) if len(word) > 2 else []


def _wanted(word: str) -> str:
    characters = " & ".join(_quoted(c) for c in dict.fromkeys(word) if c.isalnum())
    code = word.strip(string.punctuation)
    return f"({characters}) | {_quoted(code)}:*" if code.isascii() else characters


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
