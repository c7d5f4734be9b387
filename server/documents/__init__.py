"""文档: what docs/ says about the code, written from the code. ``server.generate`` writes the files."""
