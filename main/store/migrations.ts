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
  // The numbers of checkpoints lie in chunks, and the best one is known.
  `
  ALTER TABLE checkpoints RENAME TO whole_checkpoints;

  CREATE TABLE checkpoints (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again
    run_id          TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    epoch           INTEGER NOT NULL,          -- whole epochs done
    step            INTEGER NOT NULL,          -- batches done
    header          TEXT NOT NULL CHECK (json_valid(header)),
    parameter_bytes INTEGER NOT NULL,
    carried_bytes   INTEGER,                   -- null where the run cannot go on from here
    weights_hash    TEXT,                      -- SHA-256 of the parameters; null until the checkpoint is whole, and
                                               -- again when it has been let go of
    kept            INTEGER NOT NULL,          -- 0: gone once a later one is there, if it is not the best
    best            INTEGER NOT NULL,          -- 1: of the epoch with the lowest test loss
    created_at      INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX checkpoints_by_place ON checkpoints (run_id, step);

  CREATE TABLE checkpoint_chunks (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    checkpoint_id INTEGER NOT NULL REFERENCES checkpoints (id) ON DELETE CASCADE,
    part          TEXT NOT NULL CHECK (part IN ('parameters', 'carried')),
    position      INTEGER NOT NULL,            -- of the chunk's first byte in its part
    bytes         BLOB NOT NULL,               -- little-endian float32, layer by layer, weights then biases
    UNIQUE (checkpoint_id, part, position)
  ) STRICT;

  INSERT INTO checkpoints
    SELECT whole_checkpoints.id, run_id, epoch, step, header, length(parameters), length(optimizer),
           whole_checkpoints.weights_hash, kept,
           epoch > 0 AND step = epoch * steps_per_epoch AND epoch IS json_extract(best, '$.epoch'),
           whole_checkpoints.created_at
    FROM whole_checkpoints JOIN runs ON runs.id = run_id;

  WITH RECURSIVE chunks (checkpoint_id, part, position, size) AS (
    SELECT id, 'parameters', 0, parameter_bytes FROM checkpoints WHERE parameter_bytes > 0
    UNION ALL SELECT id, 'carried', 0, carried_bytes FROM checkpoints WHERE carried_bytes > 0
    UNION ALL SELECT checkpoint_id, part, position + 1048576, size FROM chunks WHERE position + 1048576 < size
  )
  INSERT INTO checkpoint_chunks (checkpoint_id, part, position, bytes)
    SELECT checkpoint_id, part, position,
           substr(CASE part WHEN 'parameters' THEN parameters ELSE optimizer END, position + 1, 1048576)
    FROM chunks JOIN whole_checkpoints ON id = checkpoint_id;

  DROP TABLE whole_checkpoints;
  `,
  `
  -- What was done to a run while it went on: kind and data say what, as 'learning-rate' and {"learningRate": 0.01}.
  CREATE TABLE run_events (
    id     INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step   INTEGER NOT NULL,                   -- batches done when it took hold
    at     INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    data   TEXT NOT NULL CHECK (json_valid(data))
  ) STRICT;
  CREATE INDEX run_events_by_run ON run_events (run_id, kind, step);

  -- What another program asks of the engine that has the run in hand; null once that engine has taken it up.
  ALTER TABLE runs ADD COLUMN asked_learning_rate REAL;

  -- The epoch whose weights the newest checkpoint has, and that epoch's result where it is known.
  ALTER TABLE runs ADD COLUMN weights_epoch INTEGER;
  ALTER TABLE runs ADD COLUMN weights_result TEXT CHECK (json_valid(weights_result));
  UPDATE runs SET weights_epoch = (
    SELECT CASE
      WHEN json_extract(runs.config, '$.stopping.restoreBest')
        AND json_extract(header, '$.stopping.verdict') <> 'go on'
        AND json_extract(header, '$.stopping.bestEpoch') > 0
      THEN json_extract(header, '$.stopping.bestEpoch')
      ELSE epoch
    END
    FROM checkpoints WHERE run_id = runs.id ORDER BY step DESC LIMIT 1
  );
  UPDATE runs SET weights_result = CASE weights_epoch
    WHEN json_extract(last, '$.epoch') THEN last
    WHEN json_extract(best, '$.epoch') THEN best
  END;
  `,
  // Datasets are pictures or tables; splits and what was measured of inputs are kept with runs.
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
  // Designs that were saved under a name.
  `
  CREATE TABLE designs (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    content    TEXT NOT NULL CHECK (json_valid(content)),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,               -- when the name or the content changed last
    changed_at INTEGER NOT NULL,               -- when anything did
    trashed_at INTEGER
  ) STRICT;
  CREATE INDEX designs_by_change ON designs (changed_at);
  `,
  // Weights from within an epoch are told from those of the epoch before, whose result is not theirs.
  `
  ALTER TABLE runs ADD COLUMN weights_batches INTEGER NOT NULL DEFAULT 0;
  UPDATE runs SET weights_batches = coalesce((
    SELECT max(0, step - epoch * runs.steps_per_epoch)
    FROM checkpoints
    WHERE run_id = runs.id AND weights_hash = runs.weights_hash AND epoch = runs.weights_epoch
    ORDER BY step DESC LIMIT 1
  ), 0) WHERE steps_per_epoch > 0;
  UPDATE runs SET weights_result = NULL WHERE weights_batches > 0;
  `,
];
