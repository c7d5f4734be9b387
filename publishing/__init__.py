"""PRINTS: exports of what the API tells, the same rows in files."""
