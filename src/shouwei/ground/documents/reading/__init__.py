"""Reading files people hand in: paragraphs and cells, never their meaning.  Plain Python, no Django."""
