// 入口: what a query starts from when it is asked for one cause, one item or one department.
CREATE INDEX item_cause IF NOT EXISTS FOR (n:Item) ON (n.cause);
CREATE INDEX obligation_item IF NOT EXISTS FOR (n:Obligation) ON (n.item);
CREATE INDEX obligation_holder IF NOT EXISTS FOR (n:Obligation) ON (n.holder);
CREATE INDEX task_cause IF NOT EXISTS FOR (n:Task) ON (n.cause);
CREATE INDEX task_subject IF NOT EXISTS FOR (n:Task) ON (n.subject);
