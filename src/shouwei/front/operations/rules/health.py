"""What the health page says: a state in one word, a sentence, and what to do. The looking itself is done elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

GOOD, WARNING, BAD = "good", "warning", "bad"
LEAST_FREE = 2 * 1024**3  # bytes below which the disk is nearly full
FEW_FREE = 10 * 1024**3
LATE_TICK = timedelta(minutes=3)
SILENT_WORKER = timedelta(seconds=60)
SKEW = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    state: str
    said: str
    do: str = ""
    """What to do; empty when nothing has to be done."""


def database(milliseconds: float, version: str) -> Check:
    if milliseconds > 500:
        return Check("数据库", WARNING, f"应答用了{milliseconds:.0f}毫秒，偏慢。", "查看服务器是否繁忙、磁盘是否将满。")
    return Check("数据库", GOOD, f"PostgreSQL {version}，应答{milliseconds:.0f}毫秒。")


def worker(last_seen: datetime | None, now: datetime) -> Check:
    do = "重新启动系统（./run）；如反复出现，查看logs/worker.log。"
    if last_seen is None:
        return Check("后台作业进程", BAD, "没有作业进程在运行，提醒、备份和推送都不会进行。", do)
    silent = now - last_seen
    if silent > SILENT_WORKER:
        return Check("后台作业进程", BAD, f"已有{int(silent.total_seconds())}秒没有心跳。", do)
    return Check("后台作业进程", GOOD, "心跳正常。")


def tick(last: datetime | None, now: datetime) -> Check:
    if last is None or now - last > LATE_TICK:
        told = f"上次在{int((now - last).total_seconds() // 60)}分钟前" if last else "还没有运行过"
        return Check("定时检查", BAD, f"每分钟应运行一次，{told}。", "确认后台作业进程在运行，再看“作业”页的失败作业。")
    return Check("定时检查", GOOD, "一分钟内运行过。")


def disk(free: int, total: int) -> Check:
    told = f"剩余{free / 1024**3:.1f} GB，共{total / 1024**3:.0f} GB。"
    if free < LEAST_FREE:
        return Check("磁盘空间", BAD, told, "立即清理或扩容：空间用尽后数据库停止写入。")
    if free < FEW_FREE:
        return Check("磁盘空间", WARNING, told, "安排清理旧备份或扩容。")
    return Check("磁盘空间", GOOD, told)


def mail(host: str, waiting: int) -> Check:
    if not host:
        return Check(
            "邮件",
            WARNING,
            "没有配置邮件服务器，每日摘要不会发送；站内消息不受影响。",
            "设置SHOUWEI_SMTP_HOST后重新启动。",
        )
    if waiting > 100:
        return Check(
            "邮件", WARNING, f"有{waiting}封邮件到时未发出。", "检查邮件服务器是否可用，详见消息的“发送记录”。"
        )
    return Check("邮件", GOOD, f"服务器{host}，待发{waiting}封。")


def files(damaged: int) -> Check:
    """``damaged``: files whose bytes no longer had their digest when somebody asked for them."""
    if damaged:
        return Check(
            "佐证文件",
            BAD,
            f"有{damaged}份文件与上传时的校验值不一致或者已经丢失，已停止提供。",
            "从备份中恢复文件，恢复后再打开一次即自动核对。",
        )
    return Check("佐证文件", GOOD, "没有发现损坏的文件；每次打开都核对校验值。")


def failed(count: int, failing: int) -> Check:
    if failing:
        return Check("失败作业", BAD, f"{failing}项定时作业连续失败，正在自动重试。", "在“作业”页查看原因。")
    if count:
        return Check("失败作业", WARNING, f"有{count}个作业失败。", "在“作业”页查看并重试。")
    return Check("失败作业", GOOD, "没有失败的作业。")


def clock(skew: timedelta, replay: str) -> Check:
    if replay:
        return Check(
            "时钟", WARNING, f"正在按演练日期{replay}运行，期限和提醒都按这一天计算。", "正式使用时去掉SHOUWEI_TODAY。"
        )
    if abs(skew) > SKEW:
        seconds = abs(skew).total_seconds()
        return Check("时钟", BAD, f"程序与数据库的时间相差{seconds:.0f}秒。", "启用时间同步（NTP）。")
    return Check("时钟", GOOD, "与数据库一致。")


def second_wall(walls: int, held: bool) -> Check:
    if not held:
        return Check(
            "数据隔离（第二道墙）",
            WARNING,
            "程序以数据表所有者的身份连接，数据库里的行级隔离不起作用；页面上的权限不受影响。",
            "用另一个无建表权限的数据库账号运行程序：设置DATABASE_OWNER_URL和DATABASE_URL。",
        )
    return Check("数据隔离（第二道墙）", GOOD, f"{walls}张表启用行级隔离，程序账号受其约束。")


def migrations(missing: int) -> Check:
    if missing:
        return Check("数据库结构", BAD, f"有{missing}项变更没有执行。", "重新启动系统，启动时会自动执行。")
    return Check("数据库结构", GOOD, "与程序版本一致。")


def backup(state: str, said: str) -> Check:
    do = "" if state == GOOD else "在“备份”页立即备份，并查看夜间备份为何没有进行。"
    return Check("备份", state, said, do)


def worst(checks: list[Check]) -> str:
    states = {check.state for check in checks}
    return BAD if BAD in states else WARNING if WARNING in states else GOOD
