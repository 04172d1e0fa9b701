"""A browser's own name in words people know. A guess for recognising one's own devices, trusted for nothing."""

APPS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Lark", "飞书"),
    ("Edg", "Edge 浏览器"),
    ("Firefox", "火狐浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("Chrome", "谷歌内核浏览器"),
    ("Safari", "Safari 浏览器"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙手机"),
    ("Android", "安卓手机"),
    ("iPhone", "苹果手机"),
    ("iPad", "平板电脑"),
    ("Windows", "Windows 电脑"),
    ("Mac OS", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


def device_words(agent: str) -> str:
    """``Mozilla/5.0 (Windows NT 10.0…) Chrome/126…`` → Windows 电脑 · 谷歌内核浏览器"""
    system = next((words for mark, words in SYSTEMS if mark in agent), "其他设备")
    app = next((words for mark, words in APPS if mark in agent), "")
    return f"{system} · {app}" if app else system
