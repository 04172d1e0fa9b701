"""Edits in the preview: a new draft each time, nothing else touched."""

from __future__ import annotations

from tests.cast import small_draft

from shouwei.oversight.planning.rules.drafts import names_in, with_facts, with_new_task, with_task, without_task


def test_names_are_split_at_any_separator_and_kept_once() -> None:
    assert names_in("甲部、乙校，丙厂；甲部\n丁园") == ["甲部", "乙校", "丙厂", "丁园"]


def test_facts_are_corrected_and_the_rest_stays() -> None:
    draft = small_draft()

    assert with_facts(draft, {"issuer": " 新机关 ", "doc_number": ""}) == {
        **draft,
        "issuer": "新机关",
        "doc_number": None,
    }


def test_a_deadline_that_was_touched_is_read_again() -> None:
    draft = small_draft()
    task = draft["tasks"][0]

    edited = with_task(
        draft,
        1,
        area="新的一类",
        text="新内容。",
        lead="专业建设部、招生就业部",
        implementers="各成员学校",
        deadline="2027.1",
    )

    assert edited["tasks"][0] == {
        **task,
        "area": "新的一类",
        "text": "新内容。",
        "lead": ["专业建设部", "招生就业部"],
        "deadline": "2027.1",
        "deadline_rule": {"kind": "month", "due": "2027-01-31", "trigger": None},
    }
    assert edited["tasks"][1:] == draft["tasks"][1:]
    assert edited["areas"] == ["优化专业结构", "促进本地就业", "新的一类"]


def test_a_deadline_left_alone_keeps_its_rule() -> None:
    draft = small_draft()
    task = draft["tasks"][2]

    edited = with_task(
        draft,
        3,
        area=task["area"],
        text=task["text"],
        lead="招生就业部",
        implementers="各成员学校、各成员企业",
        deadline="长期",
    )

    assert edited == draft


def test_lines_are_added_and_dropped_and_the_printed_numbers_stay() -> None:
    longer = with_new_task(small_draft(), 1)
    shorter = without_task(longer, 1)

    assert [(task["no"], task["printed_no"]) for task in longer["tasks"]] == [(1, "1"), (2, None), (3, "2"), (4, "3")]
    assert [(task["no"], task["printed_no"]) for task in shorter["tasks"]] == [(1, None), (2, "2"), (3, "3")]
