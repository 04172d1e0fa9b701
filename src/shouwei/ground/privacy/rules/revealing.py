"""When a masked value may be shown whole. Source: GB/T 35273-2020, 7.1 and 7.2."""

from shouwei.core.verdict import YES, Verdict, no

SHORTEST_REASON = 4  # letters


def may_reveal(because: str) -> Verdict:
    if len(because.strip()) >= SHORTEST_REASON:
        return YES
    return no(
        f"查看完整信息须写明原因，至少{SHORTEST_REASON}个字，例如“核对报名材料”。原因会记入操作记录，本人可以看到。"
    )
