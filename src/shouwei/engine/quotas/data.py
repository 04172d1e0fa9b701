"""What an enrolment plan is drawn from: frozen, checked once, whole numbers.

A programme is a specialty at a school; a pair that is not listed cannot be opened.  A class begun in one year runs
``STUDY_YEARS`` years, so the classes and students begun before the plan are data.

Letters of the shapes: K schools, J specialties, P programmes, T years, C clusters of teachers, W kinds of workshop,
I lead industries, A categories of adults.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shouwei.engine.quotas.faults import DataError, Negative, NoSuch, NotWhole, TooLarge, Twice, WrongShape

Ints = NDArray[np.int64]
STUDY_YEARS = 3
LARGEST = 10**9
MOST_CLASSES = 1000

SHAPES = {
    "school": "P",
    "specialty": "P",
    "applicants": "PT",
    "begun_classes": "PS",
    "begun_students": "PS",
    "cluster": "J",
    "class_hours": "J",
    "teacher_hours": "KC",
    "hires_most": "KCT",
    "workshop": "J",
    "workshop_use": "J",
    "workshop_room": "KWT",
    "class_cost": "J",
    "opening_cost": "J",
    "budget": "T",
    "serves": "JI",
    "demand": "IT",
    "adult_applicants": "AT",
    "adult_places": "KAT",
    "adult_cost": "A",
}
NAMES = {
    "schools": "K",
    "specialties": "J",
    "years": "T",
    "clusters": "C",
    "workshops": "W",
    "industries": "I",
    "adult_categories": "A",
}
POINTS_AT = {"school": "schools", "specialty": "specialties", "cluster": "clusters", "workshop": "workshops"}


@dataclass(frozen=True, eq=False)
class PlanData:
    """All a plan depends on.  ``dataclasses.replace(data, ...)`` makes a variant; equal ``fingerprint()`` means equal data.

    school, specialty  int[P]  the programme.  applicants  int[P, T]  suitable applicants in each year.
    begun_classes, begun_students  int[P, 2]  begun two years before the first year, and one year before it.
    cluster int[J] teachers of which cluster teach it; class_hours int[J] weekly hours of one running class.
    teacher_hours int[K, C] weekly hours now; hires_most int[K, C, T] most teachers that can be hired in a year, each giving
    hours_per_teacher from then on.
    workshop int[J] kind used, -1 for none; workshop_use int[J] units per running student; workshop_room int[K, W, T] units.
    class_cost int[J] of a running class in a year, opening_cost int[J], hire_cost of a hired teacher in a year, adult_cost
    int[A] of an adult, budget int[T]: one unit of money throughout.
    serves 0/1[J, I]; demand int[I, T] students wanted to begin.  base_intake: intake of the year growth is measured from.
    adult_applicants int[A, T] in all; adult_places int[K, A, T].  class_least, class_most: students in a class.
    most_classes: no programme begins more in one year, whoever applies.
    """

    schools: tuple[str, ...]
    specialties: tuple[str, ...]
    years: tuple[int, ...]
    clusters: tuple[str, ...]
    workshops: tuple[str, ...]
    industries: tuple[str, ...]
    adult_categories: tuple[str, ...]
    school: Ints
    specialty: Ints
    applicants: Ints
    begun_classes: Ints
    begun_students: Ints
    cluster: Ints
    class_hours: Ints
    teacher_hours: Ints
    hires_most: Ints
    workshop: Ints
    workshop_use: Ints
    workshop_room: Ints
    class_cost: Ints
    opening_cost: Ints
    budget: Ints
    serves: Ints
    demand: Ints
    adult_applicants: Ints
    adult_places: Ints
    adult_cost: Ints
    base_intake: int
    hire_cost: int = 0
    hours_per_teacher: int = 10
    class_least: int = 30
    class_most: int = 50
    most_classes: int = 20

    def __post_init__(self) -> None:
        size = {letter: self._names(name) for name, letter in NAMES.items()}
        for name in ("base_intake", "hire_cost", "hours_per_teacher", "class_least", "class_most", "most_classes"):
            object.__setattr__(self, name, whole_number(name, getattr(self, name)))
        if not 1 <= self.class_least <= self.class_most:
            raise DataError(f"a class of {self.class_least} to {self.class_most} students is no class")
        if not 1 <= self.most_classes <= MOST_CLASSES:
            raise TooLarge(f"most_classes is {self.most_classes}, allowed are 1 to {MOST_CLASSES}")
        if self.base_intake < 1:
            raise DataError("base_intake is 0: growth needs something to grow from")
        size["P"], size["S"] = np.size(self.school), STUDY_YEARS - 1
        for name, letters in SHAPES.items():
            values = whole(name, getattr(self, name), least=-1 if name == "workshop" else 0)
            shape = tuple(size[letter] for letter in letters)
            if values.shape != shape:
                raise WrongShape(f"{name} has shape {values.shape}, expected {shape} ({', '.join(letters)})")
            object.__setattr__(self, name, values)
        self._check_meaning()

    def _names(self, name: str) -> int:
        if isinstance(getattr(self, name), str):
            raise WrongShape(f"{name} is one word, expected a sequence of names")
        values = tuple(getattr(self, name))
        if len(set(values)) != len(values):
            raise Twice(f"{name} holds {next(v for v in values if values.count(v) > 1)!r} twice")
        if name == "years":
            values = tuple(whole_number("years", year) for year in values)
            if not values or values != tuple(range(values[0], values[0] + len(values))):
                raise DataError(f"years are {values}, expected consecutive years")
        elif name in ("schools", "specialties") and not values:
            raise DataError(f"{name} is empty: there is nothing to plan")
        object.__setattr__(self, name, values)
        return len(values)

    def _check_meaning(self) -> None:
        for name, target in POINTS_AT.items():
            values, known = getattr(self, name), len(getattr(self, target))
            if values.size and values.max() >= known:
                at = int(np.argmax(values))
                raise NoSuch(f"{name}[{at}] is {values[at]}, there are {known} {target}")
        pairs = self.school * len(self.specialties) + self.specialty
        if len(np.unique(pairs)) != len(pairs):
            values, counts = np.unique(pairs, return_counts=True)
            k, j = divmod(int(values[np.argmax(counts)]), len(self.specialties))
            raise Twice(f"the programme {self.schools[k]} / {self.specialties[j]} is listed twice")
        if (self.serves > 1).any():
            raise DataError("serves holds 0 or 1")
        without = (self.begun_classes == 0) & (self.begun_students > 0)
        if without.any():
            p = int(np.argwhere(without)[0][0])
            raise DataError(f"{self.programme(p)} has students begun without a class")

    @property
    def programmes(self) -> int:
        return len(self.school)

    def programme(self, p: int) -> str:
        return f"{self.schools[self.school[p]]} / {self.specialties[self.specialty[p]]}"

    def serving(self, industry: int) -> Ints:
        """Programmes that serve a lead industry."""
        return np.flatnonzero(self.serves[self.specialty, industry])

    def fingerprint(self) -> str:
        """SHA-256 over every field."""
        digest = hashlib.sha256()
        for one in fields(self):
            value: Any = getattr(self, one.name)
            digest.update(one.name.encode())
            digest.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
        return digest.hexdigest()


def whole(name: str, values: ArrayLike, *, least: int = 0) -> Ints:
    """The values as a read-only integer array, or a named error."""
    array = np.asarray(values)
    if array.dtype.kind == "b" or array.size == 0:
        array = array.astype(np.int64)
    if array.dtype.kind == "f":
        finite = np.isfinite(array)
        if not finite.all():
            raise NotWhole(f"{_place(name, ~finite)} is not a finite number")
        if (array != np.floor(array)).any():
            raise NotWhole(f"{_place(name, array != np.floor(array))} is not a whole number")
        if (np.abs(array) > LARGEST).any():
            raise TooLarge(f"{_place(name, np.abs(array) > LARGEST)} is beyond {LARGEST}")
    if array.dtype.kind not in "iuf":
        raise NotWhole(f"{name} must hold whole numbers, it holds {array.dtype}")
    if (array > LARGEST).any():
        raise TooLarge(f"{_place(name, array > LARGEST)} is beyond {LARGEST}")
    if (array < least).any():
        at = _place(name, array < least)
        raise Negative(f"{at} is {array[array < least][0]}, the least is {least}")
    array = np.array(array, np.int64)
    array.flags.writeable = False
    return array


def whole_number(name: str, value: object) -> int:
    array = np.asarray(value)
    if array.ndim:
        raise WrongShape(f"{name} must be one number")
    return int(whole(name, array.reshape(1))[0])


def _place(name: str, where: NDArray[np.bool_]) -> str:
    return f"{name}[{', '.join(map(str, np.argwhere(where)[0]))}]"
