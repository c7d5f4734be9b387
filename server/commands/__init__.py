"""命令: one module for each group of commands; ``server.cli`` puts them together."""
