/// The only ways in which the service writes; each runs as the owner with a fixed search path.
enum SchemaFunctions {
  /// A batch in one statement: the head row decides between replicas before anything else is touched, so that a loser has
  /// only waited. The number, the hash and the fence of the caller must all be the head's.
  ///
  /// Appends take turns by an advisory lock, first come, first served. Who lost a race keeps the turn beyond its transaction:
  /// its next append finds the head as it was told, so nobody loses twice. A session that does not come back within
  /// `idle_session_timeout` (a stopped process) is ended by the server, and its turn with it.
  static let append = """
    CREATE FUNCTION audit.append(
      p_chain int, p_size bigint, p_hash bytea, p_fence bigint,
      p_recorded_at timestamptz[], p_audit_ids text[], p_event_types text[], p_actors text[], p_canon text[],
      p_hashes bytea[],
      p_keys bytea[], p_request_digests bytea[], p_request_audit_ids uuid[], p_request_seqs bigint[],
      p_reviews uuid[], p_is_waiting boolean[], p_statuses text[], p_user_ids text[], p_domains text[],
      p_action_types text[], p_action_digests bytea[], p_roles text[], p_last_seqs bigint[],
      OUT committed boolean, OUT o_size bigint, OUT o_hash bytea, OUT o_recorded_at timestamptz, OUT o_fence bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      n constant int := cardinality(p_canon);
      turns constant int := 1129532238;
    BEGIN
      PERFORM pg_advisory_xact_lock(turns, p_chain);
      UPDATE audit.head SET size = p_size + n, hash = p_hashes[n], recorded_at = p_recorded_at[n]
        WHERE chain_id = p_chain AND size = p_size AND hash = p_hash AND fence = p_fence;
      committed := FOUND;
      IF NOT committed THEN
        PERFORM pg_advisory_lock(turns, p_chain), set_config('idle_session_timeout', '500', false);
        SELECT size, hash, recorded_at, fence INTO STRICT o_size, o_hash, o_recorded_at, o_fence
          FROM audit.head WHERE chain_id = p_chain;
        RETURN;
      END IF;
      INSERT INTO audit.event (chain_id, seq, recorded_at, audit_id, event_type, actor, prev, canon, hash, leaf)
        SELECT p_chain, p_size + t.n, t.at, t.audit_id, t.event_type, t.actor, t.prev, t.canon, t.hash,
          sha256('\\x00'::bytea || convert_to(t.canon, 'UTF8') || t.prev)
        FROM unnest(p_recorded_at, p_audit_ids, p_event_types, p_actors, p_hash || p_hashes[:n - 1], p_canon, p_hashes)
          WITH ORDINALITY AS t(at, audit_id, event_type, actor, prev, canon, hash, n);
      IF cardinality(p_keys) > 0 THEN
        INSERT INTO audit.request (chain_id, key, request_digest, audit_id, seq)
          SELECT p_chain, t.* FROM unnest(p_keys, p_request_digests, p_request_audit_ids, p_request_seqs) AS t;
      END IF;
      IF cardinality(p_reviews) > 0 THEN
        INSERT INTO audit.review (chain_id, audit_id, is_waiting, status, user_id, domain, action_type, action_digest,
            reviewer_role, last_seq)
          SELECT p_chain, t.* FROM unnest(p_reviews, p_is_waiting, p_statuses, p_user_ids, p_domains, p_action_types,
            p_action_digests, p_roles, p_last_seqs) AS t
          ON CONFLICT (chain_id, audit_id) DO UPDATE SET is_waiting = excluded.is_waiting, status = excluded.status,
            user_id = excluded.user_id, domain = excluded.domain, action_type = excluded.action_type,
            action_digest = excluded.action_digest, reviewer_role = excluded.reviewer_role, last_seq = excluded.last_seq;
      END IF;
      IF current_setting('idle_session_timeout') <> '0' THEN
        PERFORM pg_advisory_unlock_all(), set_config('idle_session_timeout', '0', false);
      END IF;
    END $$;
    """

  /// The first row of a chain and of its head, once; the settling of a lost answer; where a time begins.
  static let others = """
    CREATE FUNCTION audit.create_chain(p_chain int, p_origin text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      INSERT INTO audit.chain (chain_id, origin, genesis)
        VALUES (p_chain, p_origin, sha256(convert_to(E'countersign-audit/v1\\n' || p_origin || E'\\n', 'UTF8')))
        ON CONFLICT (chain_id) DO NOTHING;
      INSERT INTO audit.head (chain_id, size, hash, recorded_at)
        SELECT chain_id, 0, genesis, 'epoch' FROM audit.chain WHERE chain_id = p_chain
        ON CONFLICT (chain_id) DO NOTHING;
    $$;
    -- Waits for whoever holds the head, then makes sure that nothing sent before can still be appended.
    CREATE FUNCTION audit.settle(
      p_chain int, p_seq bigint, p_hash bytea, OUT committed boolean, OUT o_fence bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      UPDATE audit.head SET fence = fence + 1 WHERE chain_id = p_chain RETURNING fence INTO STRICT o_fence;
      committed := EXISTS (SELECT FROM audit.event WHERE chain_id = p_chain AND seq = p_seq AND hash = p_hash);
    END $$;
    -- Time never runs back in a chain: bisecting it by number does what an index on the time would cost each insert.
    CREATE FUNCTION audit.first_seq(p_chain int, p_at timestamptz) RETURNS bigint
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      low bigint := 1; high bigint; middle bigint; found_seq bigint; found_at timestamptz;
    BEGIN
      SELECT size + 1 INTO high FROM audit.head WHERE chain_id = p_chain;
      WHILE low < high LOOP
        middle := low + (high - low) / 2;
        SELECT seq, recorded_at INTO found_seq, found_at FROM audit.event
          WHERE chain_id = p_chain AND seq >= middle ORDER BY seq LIMIT 1;
        IF FOUND AND found_at < p_at THEN low := greatest(middle, found_seq) + 1; ELSE high := middle; END IF;
      END LOOP;
      RETURN low;
    END $$;
    """

  static let grants = """
    REVOKE ALL ON ALL TABLES IN SCHEMA audit FROM PUBLIC;
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
    GRANT USAGE ON SCHEMA audit TO audit_writer, audit_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA audit TO audit_writer, audit_reader;
    GRANT EXECUTE ON FUNCTION audit.append, audit.create_chain, audit.settle, audit.add_partitions TO audit_writer;
    GRANT EXECUTE ON FUNCTION audit.first_seq TO audit_writer, audit_reader;
    """
}
