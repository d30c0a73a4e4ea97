CREATE TABLE IF NOT EXISTS snorky_outbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    changes TEXT NOT NULL,
    models TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    batch_id VARCHAR(64),
    attempts INTEGER DEFAULT 0 NOT NULL,
    parked_at TIMESTAMP WITH TIME ZONE,
    problem VARCHAR(1000)
);

CREATE INDEX IF NOT EXISTS snorky_outbox_batch ON snorky_outbox (batch_id) WHERE batch_id IS NOT NULL;

CREATE INDEX IF NOT EXISTS snorky_outbox_parked ON snorky_outbox (id) WHERE parked_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS snorky_outbox_lock (
    id INTEGER PRIMARY KEY
);

INSERT INTO snorky_outbox_lock (id) VALUES (1) ON CONFLICT DO NOTHING;
