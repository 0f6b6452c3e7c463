-- The process that has it in memory; null for none. What is taken counts for the limit of its concurrency key, so a process
-- that dies gives its part of that back with its executions.
ALTER TABLE execution ADD COLUMN node INTEGER;

DROP INDEX execution_running;
CREATE INDEX execution_held ON execution (node) WHERE node IS NOT NULL;

-- The process that carries it out.
ALTER TABLE command ADD COLUMN node INTEGER;

-- How many executions of a workflow a process may run at once: its part of what all may together.
CREATE TABLE workflow_place (
    workflow TEXT COLLATE "C" NOT NULL,
    node     INTEGER NOT NULL,
    held     INTEGER NOT NULL,
    wanted   INTEGER NOT NULL, -- what it could use besides; the others give of theirs what they do not use
    PRIMARY KEY (workflow, node)
) WITH (fillfactor = 50);

-- Each process counts in rows of its own, so that none waits for the commits of others. Zero: what those counted that are gone.
ALTER TABLE workflow_statistics ADD COLUMN node INTEGER NOT NULL DEFAULT 0;
ALTER TABLE workflow_statistics DROP CONSTRAINT workflow_statistics_pkey;
ALTER TABLE workflow_statistics ADD PRIMARY KEY (workflow, status, node);

CREATE OR REPLACE FUNCTION count_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO serai.workflow_statistics AS known (workflow, status, node, executions, attempts, duration)
    SELECT workflow, 'STARTED', coalesce(nullif(current_setting('serai.node', true), ''), '0')::integer, count(*), 0, 0
    FROM added GROUP BY workflow ORDER BY workflow
    ON CONFLICT (workflow, status, node) DO UPDATE SET executions = known.executions + excluded.executions;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO serai.workflow_statistics AS known (workflow, status, node, executions, attempts, duration)
    SELECT workflow, status, coalesce(nullif(current_setting('serai.node', true), ''), '0')::integer,
        sum(n), sum(n * attempt), sum(n * duration) FROM (
        SELECT NEW.workflow, NEW.status, 1 AS n, NEW.attempt,
            coalesce(NEW.finished_at - NEW.started_at, 0) AS duration
        UNION ALL
        SELECT OLD.workflow, OLD.status, -1, OLD.attempt, coalesce(OLD.finished_at - OLD.started_at, 0)
    ) AS changed WHERE status NOT IN ('QUEUED', 'RUNNING') GROUP BY workflow, status ORDER BY workflow, status
    ON CONFLICT (workflow, status, node) DO UPDATE SET executions = known.executions + excluded.executions,
        attempts = known.attempts + excluded.attempts, duration = known.duration + excluded.duration;
    RETURN NULL;
END $$;
