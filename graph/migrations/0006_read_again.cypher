// 再次导入: the same file may come in again once an organ that it names was registered.
DROP CONSTRAINT intake_hash IF EXISTS;
