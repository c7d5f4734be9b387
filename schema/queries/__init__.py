"""查询: root fields by subject."""
