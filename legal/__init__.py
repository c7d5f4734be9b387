"""READS: the language of statutes. Numerals, structure, citations, alignment; pure, no I/O."""
