"""FEEDS: files → checked rows → graph."""
