"""What a new version of a definition changes, in plain words, and whether its name still says what its formula does.

Source: domain.md 2.3: readings of one figure differ by half; a name kept from the version before is how two of them are taken for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .formula import BASES, DEPTHS, OUTCOMES, PLACES, in_words, with_adults

MOVES = ("spec", "population", "cut_off")
"""A change of these moves the figure, so name and caveat are read again."""
PARTS: dict[str, tuple[str, Mapping[Any, str]]] = {
    "numerator": ("分子", {key: words for key, (words, _) in OUTCOMES.items()}),
    "denominator": ("分母", {key: words for key, (words, _) in OUTCOMES.items()}),
    "place": ("地域", {"": "不限地域"} | {key: words for key, (words, _) in PLACES.items()}),
    "basis": ("地域依据", {"": "不分"} | BASES),
    "adults": ("扩招", {True: "含扩招", False: "不含扩招"}),
    "against": ("与基期比", {"baseline": "与基期比", "": "不与基期比"}),
    "depth": ("覆盖程度", DEPTHS),
}
WORDS = {"population": "统计范围", "cut_off": "截止时点", "source": "数据来源", "owner": "责任部门"}
FACTS = {"destinations": "毕业去向", "intake": "招生报到", "coverage": "首位产业覆盖"}
CLAIMS: tuple[tuple[str, str, Any], ...] = (
    ("占毕业生", "denominator", "graduates"),
    ("占落实", "denominator", "settled"),
    ("占就业", "denominator", "employed"),
    ("本市", "place", "city"),
    ("本省", "place", "province"),
    ("按工作地", "basis", "workplace"),
    ("按注册地", "basis", "registered"),
    ("落实率", "numerator", "settled"),
    ("本地就业率", "numerator", "employed"),
    ("升学率", "numerator", "study"),
    ("待就业率", "numerator", "waiting"),
    ("暂不就业率", "numerator", "not_seeking"),
    ("协议和合同就业率", "numerator", "contracted"),
    ("其他形式就业率", "numerator", "other_forms"),
    ("不含扩招", "adults", False),
    ("（含扩招", "adults", True),
    ("基期之比", "against", "baseline"),
    ("名义覆盖", "depth", "nominal"),
    ("有效覆盖", "depth", "effective"),
    ("深度覆盖", "depth", "deep"),
    ("就业率", "fact", "destinations"),
    ("招生", "fact", "intake"),
    ("覆盖率", "fact", "coverage"),
)
"""What a name claims by these words → the part of the formula and the only value that bears it out."""


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


def contradictions(name: str, spec: Mapping[str, Any]) -> list[str]:
    """Sentences where the name claims what the formula does not do; none where it is silent."""
    found = []
    spec = _said(spec)
    for words, part, value in CLAIMS:
        if words not in name or spec.get(part) == value:
            continue
        label, said = ("事实", FACTS) if part == "fact" else PARTS[part]
        if part in spec:
            found.append(f"名称写“{words.strip('（')}”，公式的{label}却是“{said[spec[part]]}”。")
        elif part != "fact":
            found.append(f"名称写“{words.strip('（')}”，公式里却没有{label}。")
    return found


def _said(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """With what a formula of destinations means where it is silent."""
    return {**spec, "adults": with_adults(spec)} if spec["fact"] == "destinations" else spec


def must_be_reviewed(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return any(before[name] != after[name] for name in MOVES)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Line by line: the formula as a sentence, its parts that changed, what else changed; name and caveat always, at the end."""
    old, new = _said(before["spec"]), _said(after["spec"])
    lines = [Difference("公式", in_words(old), in_words(new))]
    for part, (label, words) in PARTS.items():
        if part in old and part in new and old[part] != new[part]:
            lines.append(Difference(label, words[old[part]], words[new[part]]))
    others = [Difference(label, before[name], after[name]) for name, label in WORDS.items()]
    lines += [line for line in others if line.changed]
    return [
        *lines,
        Difference("名称", before["name"], after["name"]),
        Difference("提示", before["caveat"] or "没有", after["caveat"] or "没有"),
    ]
