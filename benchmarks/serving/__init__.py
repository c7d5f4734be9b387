"""The questions that must stay fast, asked of the product and of the best hand-written Cypher, in one run."""
