"""Template filters and tags of every screen."""
