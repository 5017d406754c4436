/// Triggers that refuse to change what was written, to the owner as well, and functions that make partitions.
enum SchemaGuards {
  /// ENABLE ALWAYS, because `session_replication_role = replica` would skip them otherwise. Row triggers are cloned to
  /// partitions, statement triggers are not.
  static let sql = """
    CREATE FUNCTION audit.deny() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      RAISE EXCEPTION 'audit.% is append-only (%)', tg_table_name, tg_op USING ERRCODE = '42501';
    END $$;
    CREATE FUNCTION audit.keep_head() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      IF NEW.chain_id <> OLD.chain_id OR NEW.size < OLD.size OR NEW.fence < OLD.fence
        OR (NEW.size = OLD.size AND NEW.hash <> OLD.hash) THEN
        RAISE EXCEPTION 'audit.head only moves forward' USING ERRCODE = '42501';
      END IF;
      RETURN NEW;
    END $$;
    CREATE FUNCTION audit.forbid(relation regclass, changes text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      IF changes <> '' THEN
        EXECUTE format('CREATE TRIGGER no_change BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION audit.deny()',
          changes, relation);
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER no_change', relation);
      END IF;
      EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION audit.deny()',
        relation);
      EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER no_truncate', relation);
    END $$;
    SELECT audit.forbid('audit.event', 'UPDATE OR DELETE'), audit.forbid('audit.event_default', ''),
      audit.forbid('audit.request', 'UPDATE OR DELETE'), audit.forbid('audit.chain', 'UPDATE OR DELETE'),
      audit.forbid('audit.head', 'DELETE'), audit.forbid('audit.migration', 'UPDATE OR DELETE');
    CREATE TRIGGER forward BEFORE UPDATE ON audit.head FOR EACH ROW EXECUTE FUNCTION audit.keep_head();
    ALTER TABLE audit.head ENABLE ALWAYS TRIGGER forward;

    CREATE FUNCTION audit.add_partition(month date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET "TimeZone" = 'UTC' AS $$
    DECLARE
      first date := date_trunc('month', month)::date;
      name text := 'event_' || to_char(first, 'YYYYMM');
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('countersign.partition'));
      IF to_regclass('audit.' || name) IS NOT NULL THEN RETURN false; END IF;
      EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.event FOR VALUES FROM (%L) TO (%L)', name,
        first::timestamptz, (first + interval '1 month')::timestamptz);
      PERFORM audit.forbid(format('audit.%I', name)::regclass, '');
      RETURN true;
    EXCEPTION WHEN check_violation THEN
      -- Entries of that month lie in the default partition already; they are as safe there.
      RETURN false;
    END $$;
    -- The present month and those that follow.
    CREATE FUNCTION audit.add_partitions(ahead int) RETURNS int
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      SELECT count(*)::int FROM generate_series(0, least(ahead, 24)) AS n
      WHERE audit.add_partition((now() AT TIME ZONE 'UTC' + make_interval(months => n))::date);
    $$;
    """
}
