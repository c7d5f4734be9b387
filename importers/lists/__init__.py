"""权责清单: power-list workbooks → checked rows. No database.

``read_workbook`` (workbook) → ``tables_of`` (layout) → ``read_list`` (items) → ``inspect`` (the report).
"""
