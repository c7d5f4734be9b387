// 排序: the orders in which a front end walks the list, the editions and what waits for an answer.
CREATE INDEX power_department IF NOT EXISTS FOR (n:Power) ON (n.holder, n.sortKey, n.id);
CREATE INDEX edition_number IF NOT EXISTS FOR (n:ListEdition) ON (n.number);
CREATE INDEX effect_standing IF NOT EXISTS FOR (n:Effect) ON (n.standing);
CREATE INDEX decision_actor IF NOT EXISTS FOR (n:Decision) ON (n.actor);
