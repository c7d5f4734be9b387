// 对职权的认定: what a person found about a power, or about an organ for all that it holds.
CREATE CONSTRAINT catalogue_ruling_id IF NOT EXISTS FOR (n:CatalogueRuling) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT remedy_ruling_id IF NOT EXISTS FOR (n:RemedyRuling) REQUIRE n.id IS UNIQUE;
