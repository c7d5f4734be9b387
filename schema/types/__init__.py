"""GraphQL 类型: how each noun is told; ``of`` is the only bridge from the records of ``graph``."""
