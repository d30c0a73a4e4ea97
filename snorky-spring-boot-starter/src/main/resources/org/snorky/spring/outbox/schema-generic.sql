-- For databases without a script of their own, in standard SQL: to be adapted, and run once.
CREATE TABLE snorky_outbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    changes CLOB NOT NULL,
    models CLOB NOT NULL,
    bytes BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    batch_id VARCHAR(64),
    attempts INTEGER DEFAULT 0 NOT NULL,
    parked_at TIMESTAMP WITH TIME ZONE,
    problem VARCHAR(1000)
);

CREATE INDEX snorky_outbox_batch ON snorky_outbox (batch_id);

CREATE TABLE snorky_outbox_lock (
    id INTEGER NOT NULL PRIMARY KEY
);

INSERT INTO snorky_outbox_lock (id) VALUES (1);
