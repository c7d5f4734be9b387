"""KNOWS: every noun as an immutable record, the rules and the workflow as tables, and all Cypher."""
