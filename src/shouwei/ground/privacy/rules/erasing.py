"""When a person's data may be deleted. Source: 个人信息保护法, Article 47; kept where a law sets a longer time."""

from shouwei.core.verdict import YES, Verdict, first_refusal, no

SHORTEST_REASON = 4  # letters


def may_erase(*, active: bool, offices: int, own: bool, erased: bool, because: str) -> Verdict:
    """``offices``: identities still in force."""
    return first_refusal(
        no("这个账号的个人信息已经删除。") if erased else YES,
        no("不能删除自己的个人信息，请由另一位系统管理员办理。") if own else YES,
        no("账号仍在使用，请先停用账号，再删除个人信息。") if active else YES,
        no(f"还有{offices}个任职没有结束，请先结束任职并移交未办事项。") if offices else YES,
        YES if len(because.strip()) >= SHORTEST_REASON else no(f"请写明删除的原因，至少{SHORTEST_REASON}个字。"),
    )
