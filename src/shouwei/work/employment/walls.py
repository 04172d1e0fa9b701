"""Tables of the room without a second wall, and why."""

NO_WALL = {
    "employment_sample": "hashes and times are published so that anybody can check the draw; who is on the list stands in employment_samplelist, the auditor's",
}
