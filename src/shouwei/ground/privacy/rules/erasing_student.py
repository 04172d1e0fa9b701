"""What of a student may be deleted on request, and when.

Source: 个人信息保护法, Article 47 (delete, unless a law sets a longer time); 普通高等学校学生管理规定 and 中等职业学校学生学籍管理办法: roll and
graduation records are kept as archives.
"""

from shouwei.core.verdict import YES, Verdict, first_refusal, no

from .erasing import SHORTEST_REASON


def may_erase_student(*, on_roll: bool, state: str, left: int, because: str) -> Verdict:
    """``left``: how many values could be deleted at all; ``state``: the roll's own word."""
    return first_refusal(
        no(f"学籍状态为“{state}”，在校期间学籍和联系方式是学籍管理所必需，离校后才能申请删除联系方式；有误的可以更正。")
        if on_roll
        else YES,
        YES if left else no("能够删除的内容已经删除；其余是依法保存的学籍和毕业去向档案。"),
        YES if len(because.strip()) >= SHORTEST_REASON else no(f"请写明删除的原因，至少{SHORTEST_REASON}个字。"),
    )
