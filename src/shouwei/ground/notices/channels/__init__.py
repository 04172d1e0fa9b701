"""The ways a message leaves the house, all behind one protocol; the inbox itself is the row."""
