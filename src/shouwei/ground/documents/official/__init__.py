"""Official papers: the value (``document``), its JSON (``codec``), and its two faces, Word (``word``) and PDF (``pdf``)."""
