"""Plugs the rooms together: settings, addresses, command line. Decides nothing."""
