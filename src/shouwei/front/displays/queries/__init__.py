"""What the pictures are drawn from: a few sums over counts, whatever the number of students."""
