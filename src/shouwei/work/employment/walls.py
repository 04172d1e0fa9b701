"""Tables of the room without a second wall, and why."""

NO_WALL = {
    "employment_sample": "hashes and times are published so that anybody can check the draw; weights are shown to the auditor only",
}
