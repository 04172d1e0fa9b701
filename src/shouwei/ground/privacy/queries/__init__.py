"""Reading across the register: its lines, and what is held about one person."""
