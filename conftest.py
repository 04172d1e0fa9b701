"""The cast and its plan are known to every test of the house."""

pytest_plugins = ["tests.cast"]
