"""TEMPORARY: the cast has moved to tests/cast.py."""

from tests.cast import ISSUED, PASSWORD, Cast, cast, make_identity, plan, row, small_draft

__all__ = ["ISSUED", "PASSWORD", "Cast", "cast", "make_identity", "plan", "row", "small_draft"]
