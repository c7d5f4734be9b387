"""办理: one mutation per act, by subject; nothing is decided here."""
