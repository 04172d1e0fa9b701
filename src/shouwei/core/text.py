"""Chinese text as a key: pinyin for sorting and searching, without asking the database for a collation."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def pinyin_key(text: str) -> str:
    """``安庆`` → ``anqing aq``: full spelling, a space, the initials; lower case, at most 300 characters."""
    # Here and not above: the dictionary takes 55 MB of every process that opens it, and most processes only read.
    from pypinyin import Style, lazy_pinyin

    full = "".join(lazy_pinyin(text)).lower()
    initials = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
    return f"{full} {initials}"[:300]
