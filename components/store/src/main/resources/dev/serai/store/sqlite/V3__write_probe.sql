-- Written and emptied again to find out whether a store that could not be written can be.
CREATE TABLE write_probe (
    id      INTEGER NOT NULL PRIMARY KEY,
    content BLOB    NOT NULL
);
