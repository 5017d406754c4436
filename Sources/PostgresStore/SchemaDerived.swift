/// Version 2: what can be made from an entry's text is made when somebody reads it, no longer stored with it.
///
/// `audit.event` keeps its name and columns for auditors, as a view: `payload` and `leaf` cannot disagree with the text, as
/// nobody can write them. The rows are in `audit.entry`, whose partitions keep their names.
enum SchemaDerived {
  /// The old table's partitions are made anew with their bounds, and their rows are taken over.
  static let table = """
    ALTER TABLE audit.event RENAME TO event_1;
    CREATE TABLE audit.entry (
      chain_id int NOT NULL,
      seq bigint NOT NULL,
      recorded_at timestamptz NOT NULL,
      audit_id text COLLATE "C" NOT NULL,
      event_type text COLLATE "C" NOT NULL,
      actor text COLLATE "C" NOT NULL,
      prev bytea NOT NULL,
      canon text COLLATE "C" NOT NULL,
      hash bytea NOT NULL,
      PRIMARY KEY (chain_id, seq, recorded_at),
      -- Whoever inserts: no entry that is not hashed over its text and the entry before. One constraint, as each is read from
      -- the catalogue by every statement that inserts.
      CONSTRAINT event_is_linked CHECK (octet_length(prev) = 32 AND octet_length(canon) <= 65503
        AND hash = sha256(convert_to(canon, 'UTF8') || prev))
    ) PARTITION BY RANGE (recorded_at);
    ALTER TABLE audit.entry ALTER COLUMN canon SET COMPRESSION lz4;
    CREATE INDEX entry_of_review ON audit.entry (audit_id) WHERE audit_id <> '';
    CREATE INDEX entry_about_service ON audit.entry (chain_id, seq) WHERE audit_id = '';
    SELECT audit.forbid('audit.entry', 'UPDATE OR DELETE');
    DO $$
    DECLARE old record;
    BEGIN
      FOR old IN SELECT c.oid, c.relname, pg_get_expr(c.relpartbound, c.oid) AS bounds
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'audit.event_1'::regclass LOOP
        EXECUTE format('ALTER TABLE audit.%I RENAME TO %I', old.relname, old.relname || '_1');
        EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.entry %s', old.relname, old.bounds);
        PERFORM audit.forbid(format('audit.%I', old.relname)::regclass, '');
      END LOOP;
    END $$;
    INSERT INTO audit.entry SELECT chain_id, seq, recorded_at, audit_id, event_type, actor, prev, canon, hash FROM audit.event_1;
    DROP TABLE audit.event_1;
    CREATE VIEW audit.event AS
      SELECT chain_id, seq, recorded_at, audit_id, event_type, actor, prev, canon, canon::jsonb AS payload, hash,
        sha256('\\x00'::bytea || convert_to(canon, 'UTF8') || prev) AS leaf
      FROM audit.entry;
    REVOKE ALL ON audit.entry, audit.event FROM PUBLIC;
    GRANT SELECT ON audit.entry, audit.event TO audit_writer, audit_reader;
    """

  static let partitions = """
    CREATE OR REPLACE FUNCTION audit.add_partition(month date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET "TimeZone" = 'UTC' AS $$
    DECLARE
      first date := date_trunc('month', month)::date;
      name text := 'event_' || to_char(first, 'YYYYMM');
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('countersign.partition'));
      IF to_regclass('audit.' || name) IS NOT NULL THEN RETURN false; END IF;
      EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.entry FOR VALUES FROM (%L) TO (%L)', name,
        first::timestamptz, (first + interval '1 month')::timestamptz);
      PERFORM audit.forbid(format('audit.%I', name)::regclass, '');
      RETURN true;
    EXCEPTION WHEN check_violation THEN
      -- Entries of that month lie in the default partition already; they are as safe there.
      RETURN false;
    END $$;
    """
}
