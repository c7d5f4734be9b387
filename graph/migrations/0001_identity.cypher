// One node for one identity. Every MERGE in graph/ leans on these.
CREATE CONSTRAINT audit_seq IF NOT EXISTS FOR (n:AuditEvent) REQUIRE n.seq IS UNIQUE;
CREATE CONSTRAINT audit_head IF NOT EXISTS FOR (n:AuditHead) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT mutation_key IF NOT EXISTS FOR (n:AuditEvent) REQUIRE n.mutationKey IS UNIQUE;
CREATE CONSTRAINT document_hash IF NOT EXISTS FOR (n:Document) REQUIRE n.hash IS UNIQUE;

CREATE CONSTRAINT instrument_id IF NOT EXISTS FOR (n:Instrument) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT instrument_key IF NOT EXISTS FOR (n:Instrument) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT text_version_id IF NOT EXISTS FOR (n:TextVersion) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT text_version_key IF NOT EXISTS FOR (n:TextVersion) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT provision_id IF NOT EXISTS FOR (n:Provision) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT provision_version_id IF NOT EXISTS FOR (n:ProvisionVersion) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT division_id IF NOT EXISTS FOR (n:Division) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT correspondence_id IF NOT EXISTS FOR (n:Correspondence) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT assessment_id IF NOT EXISTS FOR (n:Assessment) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT source_id IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT source_key IF NOT EXISTS FOR (n:Source) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT effect_id IF NOT EXISTS FOR (n:Effect) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT effect_key IF NOT EXISTS FOR (n:Effect) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT opinion_id IF NOT EXISTS FOR (n:Opinion) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT parent_link_key IF NOT EXISTS FOR (n:ParentLink) REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT power_id IF NOT EXISTS FOR (n:Power) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT power_code IF NOT EXISTS FOR (n:Power) REQUIRE n.code IS UNIQUE;
CREATE CONSTRAINT power_version_id IF NOT EXISTS FOR (n:PowerVersion) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT sub_item_id IF NOT EXISTS FOR (n:SubItem) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT element_hash IF NOT EXISTS FOR (n:Element) REQUIRE n.hash IS UNIQUE;
CREATE CONSTRAINT clause_hash IF NOT EXISTS FOR (n:LiabilityClause) REQUIRE n.hash IS UNIQUE;
CREATE CONSTRAINT citation_id IF NOT EXISTS FOR (n:Citation) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT link_id IF NOT EXISTS FOR (n:Link) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT ruling_id IF NOT EXISTS FOR (n:FunctionRuling) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT edition_id IF NOT EXISTS FOR (n:ListEdition) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT intake_id IF NOT EXISTS FOR (n:ListIntake) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT intake_hash IF NOT EXISTS FOR (n:ListIntake) REQUIRE n.hash IS UNIQUE;
CREATE CONSTRAINT listed_row_id IF NOT EXISTS FOR (n:ListedRow) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT finding_id IF NOT EXISTS FOR (n:Finding) REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT organ_id IF NOT EXISTS FOR (n:OrgUnit) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT organ_code IF NOT EXISTS FOR (n:OrgUnit) REQUIRE n.code IS UNIQUE;
CREATE CONSTRAINT organ_name_id IF NOT EXISTS FOR (n:OrgName) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT tenure_id IF NOT EXISTS FOR (n:Tenure) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT organ_change_id IF NOT EXISTS FOR (n:OrgChangeEvent) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT reorg_plan_id IF NOT EXISTS FOR (n:ReorgPlan) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT user_id IF NOT EXISTS FOR (n:User) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT role_binding_id IF NOT EXISTS FOR (n:RoleBinding) REQUIRE n.id IS UNIQUE;

CREATE CONSTRAINT run_id IF NOT EXISTS FOR (n:ImpactRun) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT obligation_id IF NOT EXISTS FOR (n:Obligation) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT obligation_key IF NOT EXISTS FOR (n:Obligation) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT envelope_id IF NOT EXISTS FOR (n:Envelope) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT envelope_key IF NOT EXISTS FOR (n:Envelope) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT item_id IF NOT EXISTS FOR (n:Item) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT item_key IF NOT EXISTS FOR (n:Item) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT task_id IF NOT EXISTS FOR (n:Task) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT task_key IF NOT EXISTS FOR (n:Task) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT decision_id IF NOT EXISTS FOR (n:Decision) REQUIRE n.id IS UNIQUE;
CREATE INDEX outbox_seq IF NOT EXISTS FOR (n:OutboxEvent) ON (n.seq);

// The hot path starts at the law: instrument → citation → power.
CREATE INDEX citation_title IF NOT EXISTS FOR (n:Citation) ON (n.titleKey);
CREATE INDEX link_instrument IF NOT EXISTS FOR (n:Link) ON (n.instrument);
CREATE INDEX unit_version IF NOT EXISTS FOR (n:ProvisionVersion) ON (n.version);
CREATE INDEX unit_place IF NOT EXISTS FOR (n:ProvisionVersion) ON (n.version, n.place);
CREATE INDEX unit_provision IF NOT EXISTS FOR (n:ProvisionVersion) ON (n.provision);
CREATE INDEX correspondence_old IF NOT EXISTS FOR (n:Correspondence) ON (n.old);
CREATE INDEX correspondence_ref IF NOT EXISTS FOR (n:Correspondence) ON (n.ref);
CREATE INDEX effect_ref IF NOT EXISTS FOR (n:Effect) ON (n.ref);
CREATE INDEX correspondence_version IF NOT EXISTS FOR (n:Correspondence) ON (n.toVersion);
CREATE INDEX effect_instrument IF NOT EXISTS FOR (n:Effect) ON (n.instrument);
CREATE INDEX effect_source IF NOT EXISTS FOR (n:Effect) ON (n.source);
CREATE INDEX organ_name_text IF NOT EXISTS FOR (n:OrgName) ON (n.matchKey);
CREATE INDEX item_state IF NOT EXISTS FOR (n:Item) ON (n.state);
CREATE INDEX item_holder IF NOT EXISTS FOR (n:Item) ON (n.holder);
CREATE INDEX task_state IF NOT EXISTS FOR (n:Task) ON (n.state);
CREATE INDEX power_holder IF NOT EXISTS FOR (n:Power) ON (n.holder);
CREATE INDEX power_sort IF NOT EXISTS FOR (n:Power) ON (n.sortKey, n.id);
CREATE INDEX instrument_match IF NOT EXISTS FOR (n:Instrument) ON (n.matchKey);
CREATE INDEX instrument_sort IF NOT EXISTS FOR (n:Instrument) ON (n.sortKey, n.id);
CREATE INDEX division_version IF NOT EXISTS FOR (n:Division) ON (n.version);
CREATE INDEX finding_subject IF NOT EXISTS FOR (n:Finding) ON (n.subject);

// Chinese words are found by bigrams; the analyser `cjk` makes them.
CREATE FULLTEXT INDEX power_text IF NOT EXISTS FOR (n:Power) ON EACH [n.name]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
