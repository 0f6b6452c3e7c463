-- The processes that share the store. A row is there as long as its process may write: each group of changes holds on to
-- it, and whoever finds a process dead removes its row, so that nothing of that one can come any more.
CREATE TABLE node (
    id            INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          TEXT        NOT NULL, -- for people: the process and its machine
    machine       TEXT        NOT NULL, -- where the next two mean something; empty when that is not known
    process       BIGINT      NOT NULL, -- its number
    process_began BIGINT      NOT NULL, -- in the machine's own ticks, so that a number that is used again is told apart
    joined_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    beat          BIGINT      NOT NULL DEFAULT 0 -- counted up while it lives
) WITH (fillfactor = 50);

DROP TABLE store_writer;
