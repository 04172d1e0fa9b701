"""Who is in the sample group. Every organisation and person is invented."""

from __future__ import annotations

from dataclasses import dataclass

GROUP = "江城职业教育集团"


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    name: str
    role: str
    organisation: str


DEPARTMENTS = ("专业发展部", "招生就业处", "师资与培训部")
SCHOOLS = {
    "江城示范职业技术学院": "江城职院",
    "江城第一中等职业学校": "第一职校",
    "江城第二中等职业学校": "第二职校",
    "滨湖技师学院": "滨湖技院",
    "云岭农业学校": "云岭农校",
}
ENTERPRISES = {
    "虚舟汽车零部件有限公司": "虚舟汽车",
    "拟云新材料有限公司": "拟云新材",
    "设想纺织服装有限公司": "设想纺织",
    "样本电子科技有限公司": "样本电子",
    "假日文旅发展有限公司": "假日文旅",
    "范例化工有限公司": "范例化工",
}
CAST = (
    Person("mishu", "秦示例", "secretariat", "秘书处办公室"),
    Person("lishi", "梁示例", "council", "理事会"),
    Person("zhuanye", "钱示例", "department", "专业发展部"),
    Person("jiuye", "吕示例", "department", "招生就业处"),
    Person("peixun", "何示例", "department", "师资与培训部"),
    Person("zhiyuan", "邓示例", "unit_head", "江城示范职业技术学院"),
    Person("zhiyuan2", "白示例", "unit_staff", "江城示范职业技术学院"),
    Person("diyi", "田示例", "unit_head", "江城第一中等职业学校"),
    Person("dier", "夏示例", "unit_head", "江城第二中等职业学校"),
    Person("binhu", "汪示例", "unit_head", "滨湖技师学院"),
    Person("nongxiao", "苗示例", "unit_head", "云岭农业学校"),
    Person("qiche", "车示例", "unit_head", "虚舟汽车零部件有限公司"),
    Person("xincai", "石示例", "unit_head", "拟云新材料有限公司"),
    Person("fangzhi", "布示例", "unit_head", "设想纺织服装有限公司"),
    Person("dianzi", "金示例", "unit_head", "样本电子科技有限公司"),
    Person("wenlv", "游示例", "unit_head", "假日文旅发展有限公司"),
    Person("huagong", "江示例", "unit_head", "范例化工有限公司"),
    Person("yuanqu", "高示例", "liaison", "示例汽车零部件产业园"),
    Person("shenji", "严示例", "auditor", "督查室"),
    Person("guanli", "管示例", "administrator", "秘书处办公室"),
)
