"""SPEAKS: the GraphQL contract; no decisions."""
