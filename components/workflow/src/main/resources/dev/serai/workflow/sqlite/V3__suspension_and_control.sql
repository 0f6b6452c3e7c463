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

DROP INDEX execution_unfinished;
CREATE INDEX execution_turn ON execution (workflow, version, rank) WHERE status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
CREATE INDEX execution_due ON execution (workflow, version, due_at) WHERE status IN ('QUEUED', 'RUNNING', 'SUSPENDED');
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

ALTER TABLE step_record ADD COLUMN covered INTEGER NOT NULL DEFAULT 0; -- 1 when another record stands for it at replay

-- What a step of an execution waits for.
CREATE TABLE step_wait (
    execution_id TEXT    NOT NULL,
    step         TEXT    NOT NULL,           -- the step's key
    kind         TEXT    NOT NULL,           -- TIMER, SIGNAL, CHILD
    subject      TEXT,                       -- the signal's name, the child's id; null for a timer
    since        BIGINT  NOT NULL,
    due_at       BIGINT  NOT NULL,           -- of the timer, or when the wait is given up; 4611686018427387903 for never
    over         INTEGER NOT NULL DEFAULT 0, -- 1 when its end is known to the execution
    PRIMARY KEY (execution_id, step)
) WITHOUT ROWID;

CREATE INDEX step_wait_for_child ON step_wait (subject) WHERE kind = 'CHILD' AND over = 0;

CREATE TABLE signal (
    execution_id TEXT    NOT NULL,
    id           TEXT    NOT NULL,           -- UUID version 7, or the sender's own: a repeated send is one signal
    name         TEXT    NOT NULL,
    payload      BLOB    NOT NULL,           -- a message, encoded
    sent_at      BIGINT  NOT NULL,
    taken_by     TEXT,                       -- the key of the step that got it
    PRIMARY KEY (execution_id, id)
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
