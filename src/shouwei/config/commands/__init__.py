"""One command of ``shouwei`` per file: ``main(argv) -> int``; listed in ``shouwei.config.cli``."""
