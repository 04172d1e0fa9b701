"""Papers that are too much alike, or younger than the day they bear. Compared are marks (``paper_marks``), never words.

Source: trust.md 4.4. The limits are what scans of one sheet, saved again at another size, differ by; two sheets of one form scanned
apart differ by more (``tests/test_blind_frauds`` draws and prints both).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from shouwei.core.text import in_words

from .checking import HEAVY, LIGHT, Claim, Doubt, Setting, check, grouped, of_school, single
from .paper_marks import alike

SAME_PICTURE, SAME_SEAL = 66, 80
"""Of 4,096 bits."""
FORM_USED = 5
"""So many graduates, at so many employers:"""
FORM_FIRMS = 3
LATER = timedelta(days=14)
"""A file may be saved once more after signing."""


def _linked(claims: Sequence[Claim], marks: Callable[[Claim], tuple[bytes, ...]], within: int) -> list[list[Claim]]:
    """Claims joined by marks that are alike, chains included."""
    held = [(mark, claim) for claim in claims for mark in marks(claim)]
    head = list(range(len(held)))

    def root(place: int) -> int:
        while head[place] != place:
            head[place] = place = head[head[place]]
        return place

    for one, other in alike([mark for mark, _ in held], within=within):
        head[root(one)] = root(other)
    groups: dict[int, dict[int, Claim]] = defaultdict(dict)
    for place, (_, claim) in enumerate(held):
        groups[root(place)][claim.key] = claim
    return [list(group.values()) for group in groups.values() if len(group) > 1]


@check("near_picture", "扫描件画面相同", "不同毕业生的扫描件画面几乎相同（文件不同）", HEAVY)
def near_picture(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    """Within a school; the very same file is asked about by ``copied_file``, over all schools."""
    for school in grouped(claims, lambda claim: claim.school).values():
        for group in _linked(school, lambda claim: claim.pictures, SAME_PICTURE):
            if len({claim.student for claim in group}) > 1 and len({file for c in group for file in c.files}) > 1:
                text = f"{len(group)}名毕业生的扫描件画面几乎相同，只是文件不同。请分别提供本人材料的原件扫描。"
                yield of_school("near_picture", f"画面{min(claim.key for claim in group)}", group, text)


@check("one_seal", "同一印章图样用于多家单位", "不同单位的材料上盖的是同一枚印章", HEAVY)
def one_seal(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for school in grouped(claims, lambda claim: claim.school).values():
        for group in _linked(school, lambda claim: claim.seals, SAME_SEAL):
            firms = {claim.employer_code or claim.employer for claim in group}
            if len(firms) > 1:
                text = f"{len(firms)}家单位的材料上印章图样相同，涉及{len(group)}人。请提供各单位盖章的原件。"
                yield of_school("one_seal", f"印章{min(claim.key for claim in group)}", group, text)


@check("one_form", "材料出自同一模板", "除姓名、单位和数字外文字完全相同，且只见于一所学校", LIGHT)
def one_form(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    """A form that several schools' graduates bring is a common one; one firm's own form says nothing either."""
    users: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for wording in claim.wordings:
            users[wording].append(claim)
    for wording, group in users.items():
        firms = {claim.employer_code or claim.employer for claim in group}
        if len(group) >= FORM_USED and len(firms) >= FORM_FIRMS and len({claim.school for claim in group}) == 1:
            text = f"{len(firms)}家单位、{len(group)}名毕业生的材料文字完全相同，只换了姓名、单位和数字。请说明材料由谁出具，或补充单位出具的合同。"
            yield of_school("one_form", f"模板{wording[:16]}", group, text)


@check("made_afterwards", "文件制作晚于落款日期", "文件自带的创建日期晚于材料落款日期", LIGHT)
def made_afterwards(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        late = [(bears, made) for bears, made in claim.made if made > bears + LATER]
        if late:
            bears, made = late[0]
            text = f"材料日期为{in_words(bears)}，文件却是{in_words(made)}才制作的。请提供签订时的原件，或说明情况。"
            yield single("made_afterwards", claim, text)
