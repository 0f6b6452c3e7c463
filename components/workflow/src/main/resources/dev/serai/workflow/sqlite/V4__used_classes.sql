-- The application's classes that a version's steps name: they are no part of the version, so it is noted when they change.
CREATE TABLE used_class (
    workflow   TEXT NOT NULL,
    version    TEXT NOT NULL,
    class_name TEXT NOT NULL,
    digest     TEXT NOT NULL, -- SHA-256 of the class file that was seen last
    changed_at BIGINT,        -- when another one was seen last; null when there was only one
    PRIMARY KEY (workflow, version, class_name)
) WITHOUT ROWID;
