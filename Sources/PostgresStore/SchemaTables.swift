/// The tables of version 1. What auditors read keeps its names: schema, tables, `audit.event`'s columns.
///
/// `event` is the truth; `request` and `review` are projections of it, written in the same transaction.
enum SchemaTables {
  static let sql = """
    CREATE TABLE audit.migration (
      version int PRIMARY KEY,
      applied_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE TABLE audit.chain (
      chain_id int PRIMARY KEY,
      origin text COLLATE "C" NOT NULL UNIQUE,
      genesis bytea NOT NULL CHECK (octet_length(genesis) = 32),
      created_at timestamptz NOT NULL DEFAULT now()
    );
    -- The only hot row of a chain; its counter, never a sequence, numbers the entries, so that there are no gaps.
    CREATE TABLE audit.head (
      chain_id int PRIMARY KEY REFERENCES audit.chain,
      size bigint NOT NULL CHECK (size >= 0),
      hash bytea NOT NULL CHECK (octet_length(hash) = 32),
      recorded_at timestamptz NOT NULL,
      -- Raised by whoever looks up a lost answer: what still travels with the old number is refused.
      fence bigint NOT NULL DEFAULT 0
    ) WITH (fillfactor = 10, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);
    CREATE TABLE audit.event (
      chain_id int NOT NULL,
      seq bigint NOT NULL,
      recorded_at timestamptz NOT NULL,
      audit_id text COLLATE "C" NOT NULL,
      event_type text COLLATE "C" NOT NULL,
      actor text COLLATE "C" NOT NULL,
      prev bytea NOT NULL CHECK (octet_length(prev) = 32),
      canon text COLLATE "C" NOT NULL CHECK (octet_length(canon) <= 65503),
      payload jsonb GENERATED ALWAYS AS (canon::jsonb) STORED,
      hash bytea NOT NULL,
      leaf bytea NOT NULL,
      PRIMARY KEY (chain_id, seq, recorded_at),
      -- Whoever inserts: no entry that is not hashed over its text and the entry before.
      CONSTRAINT event_is_linked CHECK (hash = sha256(convert_to(canon, 'UTF8') || prev))
    ) PARTITION BY RANGE (recorded_at);
    ALTER TABLE audit.event ALTER COLUMN canon SET COMPRESSION lz4, ALTER COLUMN payload SET COMPRESSION lz4;
    CREATE INDEX event_of_review ON audit.event (audit_id) WHERE audit_id <> '';
    CREATE INDEX event_about_service ON audit.event (chain_id, seq) WHERE audit_id = '';
    -- An append never fails for want of a month.
    CREATE TABLE audit.event_default PARTITION OF audit.event DEFAULT;
    CREATE TABLE audit.request (
      chain_id int NOT NULL,
      key bytea NOT NULL,
      request_digest bytea NOT NULL,
      audit_id uuid NOT NULL,
      seq bigint NOT NULL,
      PRIMARY KEY (chain_id, key)
    );
    CREATE TABLE audit.review (
      chain_id int NOT NULL,
      audit_id uuid NOT NULL,
      is_waiting boolean NOT NULL,
      status text COLLATE "C" NOT NULL,
      user_id text COLLATE "C" NOT NULL,
      domain text COLLATE "C" NOT NULL,
      action_type text COLLATE "C" NOT NULL,
      action_digest bytea NOT NULL,
      reviewer_role text COLLATE "C" NOT NULL,
      last_seq bigint NOT NULL,
      PRIMARY KEY (chain_id, audit_id)
    ) WITH (fillfactor = 85);
    CREATE INDEX review_waiting ON audit.review (chain_id, audit_id) WHERE is_waiting;
    """
}
