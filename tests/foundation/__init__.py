"""The ground the house stands on, with real processes: launcher, supervisor, set-up."""
