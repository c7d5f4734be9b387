// 再次导入: the same file may come in again once an organ that it names was registered.
DROP CONSTRAINT intake_hash IF EXISTS;
CREATE INDEX intake_file IF NOT EXISTS FOR (n:ListIntake) ON (n.hash);
