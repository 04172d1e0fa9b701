"""The roll as it can be taken along."""

from shouwei.core.listings import Listing, Out, register

from .permissions import KEYS
from .queries import students_listed, wanted_of

STUDENTS = register(
    Listing(
        name="learners.students",
        title="学生名册",
        columns=(
            Out("学校", lambda row: row.school.name, width=24),
            Out("学号", lambda row: row.student_no, width=14),
            Out("姓名", lambda row: row.name, personal="name"),
            Out("性别", lambda row: row.get_sex_display()),
            Out("身份证号", lambda row: row.id_number.open() if row.id_number else "", personal="id_number", width=20),
            Out("手机号", lambda row: row.phone.open() if row.phone else "", personal="phone", width=14),
            Out("层次", lambda row: row.get_level_display()),
            Out("专业代码", lambda row: row.specialty_code),
            Out("专业名称", lambda row: row.specialty_name, width=24),
            Out("专业目录版本", lambda row: row.catalogue_edition),
            Out("班级", lambda row: row.class_name, width=14),
            Out("年级", lambda row: row.entry_year),
            Out("入学日期", lambda row: row.entered_on),
            Out("生源类别", lambda row: row.get_source_display()),
            Out("扩招", lambda row: "是" if row.is_adult else "否"),
            Out("学籍状态", lambda row: row.get_state_display()),
            Out("毕业届", lambda row: row.cohort),
        ),
        rows=lambda asked: students_listed(asked.identity, wanted_of(asked.query)),
        opens=lambda identity: KEYS.holds(identity, "view_students"),
    )
)
