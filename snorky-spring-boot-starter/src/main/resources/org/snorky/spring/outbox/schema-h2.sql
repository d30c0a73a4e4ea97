CREATE TABLE IF NOT EXISTS snorky_outbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    changes CHARACTER LARGE OBJECT NOT NULL,
    models CHARACTER LARGE OBJECT NOT NULL,
    bytes BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    batch_id VARCHAR(64),
    attempts INTEGER DEFAULT 0 NOT NULL,
    parked_at TIMESTAMP WITH TIME ZONE,
    problem VARCHAR(1000)
);

CREATE INDEX IF NOT EXISTS snorky_outbox_batch ON snorky_outbox (batch_id);

CREATE TABLE IF NOT EXISTS snorky_outbox_lock (
    id INTEGER PRIMARY KEY
);

MERGE INTO snorky_outbox_lock (id) KEY (id) VALUES (1);
