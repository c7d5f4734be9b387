// 清单版次: what one edition made of the list is found without reading the list.
CREATE INDEX power_version_edition IF NOT EXISTS FOR (n:PowerVersion) ON (n.edition, n.power, n.number);
CREATE INDEX power_version_holder IF NOT EXISTS FOR (n:PowerVersion) ON (n.holder);
