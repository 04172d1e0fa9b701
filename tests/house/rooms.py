"""Where the rooms of the house are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "shouwei"
FLOORS_WITH_ROOMS = ("front", "oversight", "work", "ground")
ROOMS = sorted(
    folder
    for floor in FLOORS_WITH_ROOMS
    if (SOURCE / floor).is_dir()
    for folder in (SOURCE / floor).iterdir()
    if (folder / "apps.py").exists()
)


def named(room: Path) -> str:
    return f"{room.parent.name}/{room.name}"
