"""Every noun as an immutable record; no database, no clock."""
