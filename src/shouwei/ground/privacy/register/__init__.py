"""The register of personal data: every column of the house that can hold some, with purpose, basis, class, time and mask.

``columns.py`` says for every column of every model which kind of entry it is, ``kinds.py`` what a kind means. A house test fails for
a column without an entry. Source: 个人信息保护法, Articles 6, 13, 17, 19, 28, 47, 55; GB/T 35273-2020, 5–8.
"""

from shouwei.ground.privacy.register.columns import REGISTER
from shouwei.ground.privacy.register.kinds import KINDS, Entry, Kind

__all__ = ["KINDS", "REGISTER", "Entry", "Kind"]
