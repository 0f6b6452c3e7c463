-- Times as BIGINT: a column declared INTEGER is read as one of 32 bits by whatever goes by the declaration, and cut off.

ALTER TABLE workflow_version RENAME TO workflow_version_narrow;

CREATE TABLE workflow_version (
    workflow   TEXT    NOT NULL,
    version    TEXT    NOT NULL, -- the content's hash
    file_name  TEXT,             -- null when the definition came from no file
    source     TEXT,
    created_at BIGINT  NOT NULL, -- all times: milliseconds since 1970
    PRIMARY KEY (workflow, version)
) WITHOUT ROWID;

INSERT INTO workflow_version SELECT * FROM workflow_version_narrow;
DROP TABLE workflow_version_narrow;

ALTER TABLE execution RENAME TO execution_narrow;

CREATE TABLE execution (
    id              TEXT    NOT NULL PRIMARY KEY, -- UUID version 7, so rows lie in the order of their start
    workflow        TEXT    NOT NULL,
    version         TEXT    NOT NULL,
    status          TEXT    NOT NULL, -- QUEUED, RUNNING, COMPLETED, DEAD_LETTER
    idempotency_key TEXT,
    parent_id       TEXT,
    input           BLOB    NOT NULL,
    output          BLOB,
    attempt         INTEGER NOT NULL, -- from 1
    due_at          BIGINT  NOT NULL,
    created_at      BIGINT  NOT NULL,
    started_at      BIGINT,          -- of the first attempt
    finished_at     BIGINT,
    error_class     TEXT,             -- of the last attempt that failed
    error_message   TEXT,
    error_step      TEXT,
    error_trace     TEXT
) WITHOUT ROWID;

INSERT INTO execution SELECT * FROM execution_narrow;
DROP TABLE execution_narrow;

CREATE UNIQUE INDEX execution_by_key ON execution (workflow, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX execution_unfinished ON execution (workflow, version, due_at) WHERE status IN ('QUEUED', 'RUNNING');
CREATE INDEX execution_dead ON execution (id) WHERE status = 'DEAD_LETTER';

ALTER TABLE step_record RENAME TO step_record_narrow;

CREATE TABLE step_record (
    execution_id    TEXT    NOT NULL,
    sequence        BIGINT  NOT NULL, -- from 1, in the order of completion
    step            TEXT    NOT NULL, -- path in the model, with visits and branches
    attempt         INTEGER NOT NULL,
    redelivery      INTEGER NOT NULL, -- 1 when it repeats the visit before it
    discarded       INTEGER NOT NULL, -- 1 when a later attempt does not replay it
    idempotency_key TEXT,
    started_at      BIGINT  NOT NULL,
    finished_at     BIGINT  NOT NULL,
    input           BLOB,             -- the body before the step; null when it was a stream or large
    change          BLOB    NOT NULL, -- what the step did to the message
    failure         BLOB,             -- null when it succeeded
    PRIMARY KEY (execution_id, sequence)
) WITHOUT ROWID;

INSERT INTO step_record SELECT * FROM step_record_narrow;
DROP TABLE step_record_narrow;

ALTER TABLE command RENAME TO command_narrow;

CREATE TABLE command (
    id         TEXT    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,
    argument   TEXT    NOT NULL,
    created_at BIGINT  NOT NULL,
    outcome    TEXT              -- null until the runtime has carried it out
) WITHOUT ROWID;

INSERT INTO command SELECT * FROM command_narrow;
DROP TABLE command_narrow;
