"""规则: the decision tables as rows, and the judge that says on what basis a power stands on a day. Pure: no I/O, no clock."""
