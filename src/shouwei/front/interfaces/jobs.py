"""What the clock calls here."""

from datetime import datetime

from .workflows.deliver import deliver
from .workflows.queue_deliveries import queue_deliveries


def every_minute(now: datetime) -> None:
    """Queue what the trail has new, send what is due; running it twice queues and sends nothing twice."""
    queue_deliveries(now)
    deliver(now)
