"""生成的世界: a list of any size, for measuring. Every word is our own; the same size and seed give the same world."""
