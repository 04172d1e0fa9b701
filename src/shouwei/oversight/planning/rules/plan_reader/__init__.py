"""From a document to a draft of a plan: tasks, leads, deadlines, targets, and every oddity named instead of repaired."""
