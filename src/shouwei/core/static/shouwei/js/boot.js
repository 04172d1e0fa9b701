// Says that scripts run, before the first paint, so that what needs them can appear without a jump.
document.documentElement.classList.add("js");
