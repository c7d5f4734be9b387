// 机构改革: what people decided about a reform before it was committed, and by which reform a power changed hands.
CREATE CONSTRAINT reform_ruling_id IF NOT EXISTS FOR (n:ReformRuling) REQUIRE n.id IS UNIQUE;
CREATE INDEX organ_change_source IF NOT EXISTS FOR (n:OrgChangeEvent) ON (n.source);
CREATE INDEX reform_ruling_source IF NOT EXISTS FOR (n:ReformRuling) ON (n.source);
CREATE INDEX reorg_plan_source IF NOT EXISTS FOR (n:ReorgPlan) ON (n.source);
CREATE INDEX organ_name_organ IF NOT EXISTS FOR (n:OrgName) ON (n.organ);
