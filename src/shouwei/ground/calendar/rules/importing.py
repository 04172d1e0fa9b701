"""What an import of holidays needs."""

from shouwei.core.verdict import YES, Verdict, no


def may_import(*, days: int, source: str) -> Verdict:
    if days == 0:
        return no("没有可以导入的日期。请按“2026-10-01 国庆节 休”的格式，每行填写一天。")
    return YES if source.strip() else no("请填写依据，例如“国办发明电〔2025〕7号”。")


def may_fill_from_package(*, year: int, offered: int, missing: int) -> Verdict:
    """``offered``: days the built-in table has for the year; ``missing``: those not entered yet."""
    if offered == 0:
        return no(f"内置数据没有{year}年的节假日安排。请在国务院办公厅通知发布后，粘贴或上传导入。")
    return YES if missing else no(f"{year}年的{offered}天已全部在表中，无需再次填充。")
