// 清单版次: what one edition made of the list is found without reading the list.
CREATE INDEX power_version_edition IF NOT EXISTS FOR (n:PowerVersion) ON (n.edition);
