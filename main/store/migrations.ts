/**
 * The database's history: entry n brings a database from `user_version` n to n + 1. An entry never changes once it
 * has been released; a new need is a new entry.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE datasets (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    source       TEXT NOT NULL CHECK (json_valid(source)),
    hash         TEXT UNIQUE,                  -- null until every chunk is written
    owner        TEXT,                         -- the engine that is importing it; null once it is whole
    count        INTEGER NOT NULL,
    height       INTEGER NOT NULL,
    width        INTEGER NOT NULL,
    classes      TEXT NOT NULL CHECK (json_valid(classes)),
    class_counts TEXT NOT NULL CHECK (json_valid(class_counts)),
    created_at   INTEGER NOT NULL,             -- milliseconds since 1970, as all times here
    updated_at   INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE dataset_chunks (
    id         INTEGER PRIMARY KEY,
    dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE ON UPDATE CASCADE,
    part       TEXT NOT NULL CHECK (part IN ('inputs', 'labels')),
    position   INTEGER NOT NULL,               -- of the chunk's first byte in its part
    bytes      BLOB NOT NULL,
    UNIQUE (dataset_id, part, position)
  ) STRICT;

  CREATE TABLE runs (
    id               TEXT PRIMARY KEY,
    name             TEXT NOT NULL,
    status           TEXT NOT NULL,
    problem          TEXT,
    owner            TEXT,                     -- the engine that has it in hand; null once it has ended
    dataset_id       TEXT NOT NULL REFERENCES datasets (id) ON UPDATE CASCADE,
    dataset_hash     TEXT,
    design           TEXT NOT NULL CHECK (json_valid(design)),
    config           TEXT NOT NULL CHECK (json_valid(config)),
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL,
    ended_at         INTEGER,
    trashed_at       INTEGER,
    train_examples   INTEGER NOT NULL DEFAULT 0,
    test_examples    INTEGER NOT NULL DEFAULT 0,
    steps_per_epoch  INTEGER NOT NULL DEFAULT 0,
    epochs           INTEGER NOT NULL DEFAULT 0,
    best             TEXT CHECK (json_valid(best)),
    last             TEXT CHECK (json_valid(last)),
    seconds          REAL NOT NULL DEFAULT 0,  -- pauses left out
    training_seconds REAL NOT NULL DEFAULT 0,  -- evaluation left out too
    trained_examples INTEGER NOT NULL DEFAULT 0,
    weights_hash     TEXT,
    kernel_build     TEXT NOT NULL,
    program_version  TEXT NOT NULL,
    parent_run       TEXT REFERENCES runs (id) ON DELETE SET NULL,
    parent_epoch     INTEGER
  ) STRICT;
  CREATE INDEX runs_by_change ON runs (updated_at);

  CREATE TABLE metric_series (
    id     INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    split  TEXT NOT NULL,
    UNIQUE (run_id, name, split)
  ) STRICT;

  CREATE TABLE metric_points (
    series_id INTEGER NOT NULL REFERENCES metric_series (id) ON DELETE CASCADE,
    step      INTEGER NOT NULL,
    seconds   REAL NOT NULL,
    value     REAL,                            -- null stands for NaN
    PRIMARY KEY (series_id, step)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE checkpoints (
    id           INTEGER PRIMARY KEY,
    run_id       TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    epoch        INTEGER NOT NULL,             -- whole epochs done
    step         INTEGER NOT NULL,             -- batches done
    header       TEXT NOT NULL CHECK (json_valid(header)),
    parameters   BLOB NOT NULL,                -- little-endian float32, layer by layer, weights then biases
    optimizer    BLOB,                         -- kept on a run's newest checkpoint only
    weights_hash TEXT NOT NULL,                -- SHA-256 of parameters
    kept         INTEGER NOT NULL,             -- 0: only there to go on from, gone once a later one is there
    created_at   INTEGER NOT NULL,
    UNIQUE (run_id, step)
  ) STRICT;
  `,
  `
  ALTER TABLE datasets ADD COLUMN kind TEXT NOT NULL DEFAULT 'pictures' CHECK (kind IN ('pictures', 'table'));
  ALTER TABLE datasets ADD COLUMN columns TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(columns));
  ALTER TABLE datasets ADD COLUMN targets TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(targets));
  ALTER TABLE datasets ADD COLUMN test_count INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE datasets ADD COLUMN licence TEXT;
  ALTER TABLE datasets ADD COLUMN trashed_at INTEGER;
  ALTER TABLE datasets ADD COLUMN erased_at INTEGER;  -- when its chunks were let go of; the hash stays

  CREATE TABLE new_dataset_chunks (
    id         INTEGER PRIMARY KEY,
    dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE ON UPDATE CASCADE,
    part       TEXT NOT NULL CHECK (part IN ('inputs', 'labels', 'targets')),
    position   INTEGER NOT NULL,               -- of the chunk's first byte in its part
    bytes      BLOB NOT NULL,                  -- pixels and labels a byte each, all else little-endian float32
    UNIQUE (dataset_id, part, position)
  ) STRICT;
  INSERT INTO new_dataset_chunks SELECT id, dataset_id, part, position, bytes FROM dataset_chunks;
  DROP TABLE dataset_chunks;
  ALTER TABLE new_dataset_chunks RENAME TO dataset_chunks;

  CREATE TABLE splits (
    hash       TEXT PRIMARY KEY,               -- SHA-256 of the three, each with its length before it
    train      BLOB NOT NULL,                  -- the numbers of the examples, little-endian unsigned 32-bit, in order
    validation BLOB NOT NULL,
    test       BLOB NOT NULL
  ) STRICT;
  ALTER TABLE runs ADD COLUMN split_hash TEXT REFERENCES splits (hash);
  -- What the preparation of inputs measured: an offset for each, then a factor for each, little-endian float32.
  ALTER TABLE runs ADD COLUMN statistics BLOB;
  CREATE INDEX runs_by_split ON runs (split_hash);
  CREATE INDEX runs_by_dataset ON runs (dataset_id);
  `,
];
