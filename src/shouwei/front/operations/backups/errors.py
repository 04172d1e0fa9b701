"""What can go wrong with a backup; ``str()`` is the sentence for the operator."""


class BackupError(Exception):
    """A backup could not be made, read or restored."""


class Damaged(BackupError):
    """The file is not what its manifest says; nothing of it is used."""


class Cancelled(BackupError):
    """Somebody asked to stop."""
