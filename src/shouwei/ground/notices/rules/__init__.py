"""When and how people are told."""
