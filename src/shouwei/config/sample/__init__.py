"""The sample group: an invented plan, invented members, invented people."""
