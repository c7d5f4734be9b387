"""How fast the product writes, beside bare Cypher that writes the same nodes and relationships, in one run."""
