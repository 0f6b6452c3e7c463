-- What a component's tables were last brought up to date with, so that a start need not compare them once more.
CREATE TABLE migrated (
    component  TEXT    NOT NULL PRIMARY KEY,
    scripts    TEXT    NOT NULL,
    migrations INTEGER NOT NULL
);
