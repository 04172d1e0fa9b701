"""Ground floor without business words: verdicts, keys, pages, base templates and styles."""
