// 办理时的查找: what an act looks up again and again while everybody else who writes waits for it.
CREATE INDEX text_version_source IF NOT EXISTS FOR (n:TextVersion) ON (n.source);
CREATE INDEX run_cause IF NOT EXISTS FOR (n:ImpactRun) ON (n.cause);
CREATE INDEX ruling_power IF NOT EXISTS FOR (n:FunctionRuling) ON (n.power);
CREATE INDEX ruling_provision IF NOT EXISTS FOR (n:FunctionRuling) ON (n.provision);
