-- Executions that wait for a time, a signal or a child; order of the queue; what operators ask for.

ALTER TABLE execution ADD COLUMN priority INTEGER NOT NULL DEFAULT 5;  -- 1 to 10, 10 goes first
-- The place in the queue: a level of priority is worth 30 seconds of waiting.
ALTER TABLE execution ADD COLUMN rank BIGINT GENERATED ALWAYS AS (due_at + (10 - priority) * 30000) VIRTUAL;
ALTER TABLE execution ADD COLUMN concurrency_key TEXT;                 -- those with the same one share a limit
ALTER TABLE execution ADD COLUMN labels TEXT;                          -- a JSON object of texts
ALTER TABLE execution ADD COLUMN entry TEXT;                           -- the step at which it begins; null for the route's beginning
ALTER TABLE execution ADD COLUMN cancel_with_parent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE execution ADD COLUMN origin_id TEXT;                       -- the execution that this one is a fork of
ALTER TABLE execution ADD COLUMN origin_step TEXT;                     -- the first step that the fork runs itself
ALTER TABLE execution ADD COLUMN deadline_at BIGINT;                   -- when its time is over; null for never
ALTER TABLE execution ADD COLUMN requested TEXT;                       -- CANCEL, PAUSE or EXPIRE: what its next border brings

DROP INDEX execution_unfinished;
CREATE INDEX execution_turn ON execution (workflow, version, rank) WHERE status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
-- With the status, so that counting those that wait reads the index alone.
CREATE INDEX execution_due ON execution (workflow, version, due_at, status) WHERE status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
CREATE INDEX execution_key_turn ON execution (workflow, version, concurrency_key, rank)
    WHERE concurrency_key IS NOT NULL AND status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
CREATE INDEX execution_deadline ON execution (deadline_at)
    WHERE deadline_at IS NOT NULL AND status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
CREATE INDEX execution_requested ON execution (id) WHERE requested IS NOT NULL;
-- A start looks for what ran when the last process ended, among any number that wait.
CREATE INDEX execution_running ON execution (id) WHERE status = 'RUNNING';
-- A child is known by its parent and the key of the step that started it.
CREATE INDEX execution_children ON execution (parent_id, idempotency_key) WHERE parent_id IS NOT NULL;
CREATE INDEX execution_finished ON execution (finished_at) WHERE finished_at IS NOT NULL;

-- Keys outlive the executions that they named.
CREATE TABLE start_key (
    workflow        TEXT    NOT NULL,
    idempotency_key TEXT    NOT NULL,
    execution_id    TEXT    NOT NULL,
    expires_at      BIGINT  NOT NULL, -- 4611686018427387903 for never
    PRIMARY KEY (workflow, idempotency_key)
) WITHOUT ROWID;

INSERT INTO start_key SELECT workflow, idempotency_key, id, 4611686018427387903 FROM execution
    WHERE idempotency_key IS NOT NULL;
DROP INDEX execution_by_key;

-- What holds for a workflow as a whole.
CREATE TABLE workflow (
    name              TEXT   NOT NULL PRIMARY KEY,
    current_version   TEXT   NOT NULL,       -- which new executions get
    execution_timeout BIGINT,                -- of the current version, in milliseconds; null for none
    paused_at         BIGINT                 -- since when no new execution begins; null when they do
) WITHOUT ROWID;

ALTER TABLE step_record ADD COLUMN secrets TEXT; -- names of fields that only the step may see, each after a space; null for none
ALTER TABLE step_record ADD COLUMN covered BIGINT NOT NULL DEFAULT 0;  -- the sequence of the record that stands for it at replay
ALTER TABLE step_record ADD COLUMN visits BLOB;                        -- of a record that stands for others: how often the steps inside were come by
-- A replay loads these alone, however long the history is.
CREATE INDEX step_record_to_replay ON step_record (execution_id, sequence) WHERE covered = 0 AND discarded = 0;

-- Bytes too large for the rows that mention them, once for each execution.
CREATE TABLE large_value (
    execution_id TEXT NOT NULL,
    hash         BLOB NOT NULL, -- SHA-256 of the content
    content      BLOB NOT NULL, -- compressed (zlib)
    PRIMARY KEY (execution_id, hash)
);

-- What a step of an execution waits for.
CREATE TABLE step_wait (
    execution_id TEXT    NOT NULL,
    step         TEXT    NOT NULL,           -- the step's key
    kind         TEXT    NOT NULL,           -- TIMER, SIGNAL, CHILD
    subject      TEXT,                       -- the signal's name, the child's id; null for a timer
    since        BIGINT  NOT NULL,
    due_at       BIGINT  NOT NULL,           -- of the timer, or when the wait is given up; 4611686018427387903 for never
    over         INTEGER NOT NULL DEFAULT 0, -- 1 when its end is known to the execution
    title        TEXT,                       -- what people are asked; null when no person is
    approvers    TEXT,                       -- who may answer, a JSON array of names; null for anybody
    PRIMARY KEY (execution_id, step)
) WITHOUT ROWID;

CREATE INDEX step_wait_open ON step_wait (execution_id) WHERE over = 0;
CREATE INDEX step_wait_for_child ON step_wait (subject) WHERE kind = 'CHILD' AND over = 0;
CREATE INDEX step_wait_for_person ON step_wait (subject) WHERE title IS NOT NULL;

CREATE TABLE signal (
    execution_id TEXT    NOT NULL,
    id           TEXT    NOT NULL,           -- UUID version 7, or the sender's own: a repeated send is one signal
    name         TEXT    NOT NULL,
    payload      BLOB    NOT NULL,           -- a message, encoded
    sent_at      BIGINT  NOT NULL,
    taken_by     TEXT,                       -- the key of the step that got it
    PRIMARY KEY (execution_id, id)
) WITHOUT ROWID;

-- What people did to an execution, and the failure that it had then.
CREATE TABLE intervention (
    execution_id   TEXT    NOT NULL,
    id             TEXT    NOT NULL,           -- the request's, UUID version 7: a request that comes twice is one
    kind           TEXT    NOT NULL,           -- REPLAY, RESTART, DISCARD, FORK
    done_at        BIGINT  NOT NULL,
    done_by        TEXT    NOT NULL,
    reason         TEXT,
    after_sequence BIGINT  NOT NULL,           -- the last record before it; 0 when there was none
    edit_place     TEXT,                       -- BEGINNING, BEFORE, AFTER; null when the message stayed
    edit_step      TEXT,                       -- before or after this step
    change         BLOB,                       -- what was done to the message
    discarded      INTEGER NOT NULL DEFAULT 0, -- 1 when a later restart does not apply the edit
    attempt        INTEGER NOT NULL,
    error_class    TEXT,
    error_message  TEXT,
    error_step     TEXT,
    error_trace    TEXT,
    PRIMARY KEY (execution_id, id)
) WITHOUT ROWID;

-- Looking for executions of one workflow, and for dead letters, among millions of others.
CREATE INDEX execution_of_workflow ON execution (workflow, id);
DROP INDEX execution_dead;
CREATE INDEX execution_dead ON execution (workflow, id) WHERE status = 'DEAD_LETTER';
CREATE INDEX execution_forks ON execution (origin_id) WHERE origin_id IS NOT NULL;

-- What people call a workflow.
CREATE TABLE workflow_description (
    workflow    TEXT    NOT NULL,
    version     TEXT    NOT NULL,
    description TEXT,
    category    TEXT,
    owner       TEXT,
    stage       TEXT    NOT NULL, -- draft, active, deprecated
    tags        TEXT    NOT NULL, -- a JSON array of texts
    seen_at     BIGINT  NOT NULL, -- when it last became the current version
    PRIMARY KEY (workflow, version)
) WITHOUT ROWID;

-- Counters of executions, kept by triggers so that no change of a status can miss them: all that were started, and those
-- that are neither queued nor running. What is deleted when its time is over stays counted.
CREATE TABLE workflow_statistics (
    workflow   TEXT   NOT NULL,
    status     TEXT   NOT NULL, -- of the execution, or STARTED for all
    executions BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    duration   BIGINT NOT NULL, -- milliseconds from the start of the first attempt to the end, summed up
    PRIMARY KEY (workflow, status)
) WITHOUT ROWID;

INSERT INTO workflow_statistics
    SELECT workflow, status, count(*), sum(attempt), sum(coalesce(finished_at - started_at, 0)) FROM execution
    WHERE status NOT IN ('QUEUED', 'RUNNING') GROUP BY workflow, status;
INSERT INTO workflow_statistics SELECT workflow, 'STARTED', count(*), 0, 0 FROM execution GROUP BY workflow;

CREATE TRIGGER execution_started AFTER INSERT ON execution
BEGIN
    INSERT INTO workflow_statistics (workflow, status, executions, attempts, duration)
    VALUES (NEW.workflow, 'STARTED', 1, 0, 0)
    ON CONFLICT (workflow, status) DO UPDATE SET executions = executions + 1;
END;

CREATE TRIGGER execution_came_to_status AFTER UPDATE OF status ON execution
WHEN NEW.status <> OLD.status AND NEW.status NOT IN ('QUEUED', 'RUNNING')
BEGIN
    INSERT INTO workflow_statistics (workflow, status, executions, attempts, duration)
    VALUES (NEW.workflow, NEW.status, 1, NEW.attempt, coalesce(NEW.finished_at - NEW.started_at, 0))
    ON CONFLICT (workflow, status) DO UPDATE SET executions = executions + 1, attempts = attempts + excluded.attempts,
        duration = duration + excluded.duration;
END;

CREATE TRIGGER execution_left_status AFTER UPDATE OF status ON execution
WHEN NEW.status <> OLD.status AND OLD.status NOT IN ('QUEUED', 'RUNNING')
BEGIN
    UPDATE workflow_statistics SET executions = executions - 1, attempts = attempts - OLD.attempt,
        duration = duration - coalesce(OLD.finished_at - OLD.started_at, 0)
    WHERE workflow = OLD.workflow AND status = OLD.status;
END;

-- What a version was defined in: several files, or the parts of them that it needs.
CREATE TABLE workflow_source (
    workflow  TEXT    NOT NULL,
    version   TEXT    NOT NULL,
    position  INTEGER NOT NULL,
    file_name TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    PRIMARY KEY (workflow, version, position)
) WITHOUT ROWID;

INSERT INTO workflow_source SELECT workflow, version, 0, file_name, source FROM workflow_version
    WHERE source IS NOT NULL;
ALTER TABLE workflow_version DROP COLUMN file_name;
ALTER TABLE workflow_version DROP COLUMN source;
ALTER TABLE workflow_version ADD COLUMN steps TEXT;     -- the paths of its steps, one in a line; null when not known
ALTER TABLE workflow_version ADD COLUMN used_at BIGINT; -- when it last became the version of new executions

-- Which version new executions get.
CREATE TABLE workflow_current (
    workflow TEXT   NOT NULL PRIMARY KEY,
    version  TEXT   NOT NULL,
    defined  TEXT   NOT NULL, -- what the files define: another one than the version after a rollback
    since    BIGINT NOT NULL
) WITHOUT ROWID;

-- Messages that an aggregate step collects until the group is complete.
CREATE TABLE aggregate_group (
    workflow     TEXT    NOT NULL,
    step         TEXT    NOT NULL,           -- the aggregate step's path
    correlation  TEXT    NOT NULL,           -- what the messages of the group have in common
    execution_id TEXT    NOT NULL,           -- that its output will have
    revision     BIGINT  NOT NULL,           -- from 1; each contribution counts it up
    version      TEXT    NOT NULL,           -- of the last contribution
    state        BLOB    NOT NULL,           -- what was aggregated so far, encoded
    due_at       BIGINT  NOT NULL,           -- when it is complete by itself; 4611686018427387903 for never
    PRIMARY KEY (workflow, step, correlation)
) WITHOUT ROWID;

CREATE INDEX aggregate_group_due ON aggregate_group (due_at);

-- What was contributed, so that a step that is repeated contributes once. Kept as long as the execution.
CREATE TABLE aggregate_contribution (
    execution_id    TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,           -- the step's
    output_id       TEXT NOT NULL,           -- the execution that the group's output is, or will be
    PRIMARY KEY (execution_id, idempotency_key)
) WITHOUT ROWID;
