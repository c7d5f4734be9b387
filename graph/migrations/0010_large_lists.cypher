// 大清单: what one edition made of the list, and the powers of one type and status, are found without reading the whole list.
CREATE INDEX power_version_edition IF NOT EXISTS FOR (n:PowerVersion) ON (n.edition, n.power, n.number);
CREATE INDEX power_version_holder IF NOT EXISTS FOR (n:PowerVersion) ON (n.holder);
CREATE INDEX power_kind IF NOT EXISTS FOR (n:Power) ON (n.type, n.status, n.sortKey, n.id);
