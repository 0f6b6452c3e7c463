-- Written and emptied again to find out whether a store that could not be written can be.
CREATE TABLE write_probe (
    id      INTEGER NOT NULL PRIMARY KEY,
    content BYTEA   NOT NULL
);
ALTER TABLE write_probe ALTER COLUMN content SET STORAGE EXTERNAL;

-- Counted up by each process that has the store to itself, so that one that lost it knows whether another had it since.
CREATE TABLE store_writer (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    epoch BIGINT  NOT NULL
);
INSERT INTO store_writer VALUES (1, 0);
