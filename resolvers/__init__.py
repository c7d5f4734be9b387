"""DECIDES: one function for each thing that a user can ask; one use case, one transaction."""
