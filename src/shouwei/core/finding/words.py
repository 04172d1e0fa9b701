"""What was typed, as the index understands it: words that must all occur, each by its characters or as the beginning of a code."""

from __future__ import annotations

import re
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


SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
    "(?:i?a|ai|i?ao|i?an|i?ang|e|ei|en|eng|o|ong|iong|ou|i|ie|in|ing|iu|u|ua|uo|uai|ui|uan|un|uang|ue|v|ve)"
    "|a|ai|an|ang|ao|e|ei|en|er|o|ou"
)
LONGEST_SYLLABLE = 6
MOST_READINGS = 4


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
    """What to propose when nothing was found: each word alone, or the beginning and the end of a long one; of a number or a spelling no part."""
    if len(words.words) > 1:
        return list(dict.fromkeys(words.words))
    word = words.words[0] if words.words else ""
    half = (len(word) + 1) // 2
    if any(map(str.isdigit, word)) or word.isascii():
        return []
    return list(dict.fromkeys([word[:half], word[-half:], word[:2]])) if len(word) > 2 else []


def initials_of(word: str) -> list[str]:
    """``qiche`` → ``["qc"]``, ``xian`` → ``["x", "xa"]``: the first letters of its syllables, read in every way there is."""
    if not (word.isascii() and word.isalpha()):
        return []
    ways: list[list[str]] = [[""]]  # of the last 0, 1, 2 … letters
    for at in reversed(range(len(word))):
        longest = min(LONGEST_SYLLABLE, len(word) - at)
        ends = [length for length in range(1, longest + 1) if SYLLABLE.fullmatch(word, at, at + length)]
        found = [word[at] + rest for length in ends for rest in ways[len(word) - at - length]]
        ways.append(list(dict.fromkeys(found))[:MOST_READINGS])
    return ways[-1]


def _wanted(word: str) -> str:
    """A spelling in the midst of a name is found by the initials there; the patterns then see to it that it is that spelling."""
    characters = " & ".join(_quoted(c) for c in dict.fromkeys(word) if c.isalnum())
    code = word.strip(string.punctuation)
    if not code.isascii():
        return characters
    begun = [code, *(initials for initials in initials_of(code) if 1 < len(initials) < len(code))]
    return " | ".join([f"({characters})", *(f"{_quoted(one)}:*" for one in begun)])


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
