-- The process that has an execution in memory, where several share a store; always null here.
ALTER TABLE execution ADD COLUMN node INTEGER;
