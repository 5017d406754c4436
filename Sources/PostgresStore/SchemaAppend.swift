/// The append of version 2: reviews that the batch makes are inserted as they are; only the others are looked for first.
enum SchemaAppend {
  /// As `SchemaFunctions.append` otherwise: the head row decides, and who lost keeps its turn.
  static let sql = """
    DROP FUNCTION audit.append;
    CREATE FUNCTION audit.append(
      p_chain int, p_size bigint, p_hash bytea, p_fence bigint,
      p_recorded_at timestamptz[], p_audit_ids text[], p_event_types text[], p_actors text[], p_canon text[],
      p_hashes bytea[],
      p_keys bytea[], p_request_digests bytea[], p_request_audit_ids uuid[], p_request_seqs bigint[],
      p_reviews uuid[], p_is_new boolean[], p_is_waiting boolean[], p_statuses text[], p_user_ids text[],
      p_domains text[], p_action_types text[], p_action_digests bytea[], p_roles text[], p_last_seqs bigint[],
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
      INSERT INTO audit.entry (chain_id, seq, recorded_at, audit_id, event_type, actor, prev, canon, hash)
        SELECT p_chain, p_size + t.n, t.at, t.audit_id, t.event_type, t.actor, t.prev, t.canon, t.hash
        FROM unnest(p_recorded_at, p_audit_ids, p_event_types, p_actors, p_hash || p_hashes[:n - 1], p_canon, p_hashes)
          WITH ORDINALITY AS t(at, audit_id, event_type, actor, prev, canon, hash, n);
      IF cardinality(p_keys) > 0 THEN
        INSERT INTO audit.request (chain_id, key, request_digest, audit_id, seq)
          SELECT p_chain, t.* FROM unnest(p_keys, p_request_digests, p_request_audit_ids, p_request_seqs) AS t;
      END IF;
      IF true = ANY (p_is_new) THEN
        INSERT INTO audit.review (chain_id, audit_id, is_waiting, status, user_id, domain, action_type, action_digest,
            reviewer_role, last_seq)
          SELECT p_chain, t.id, t.waits, t.status, t.user_id, t.domain, t.action_type, t.digest, t.role, t.seq
          FROM unnest(p_reviews, p_is_waiting, p_statuses, p_user_ids, p_domains, p_action_types, p_action_digests, p_roles,
            p_last_seqs, p_is_new) AS t(id, waits, status, user_id, domain, action_type, digest, role, seq, is_new)
          WHERE t.is_new;
      END IF;
      IF false = ANY (p_is_new) THEN
        INSERT INTO audit.review (chain_id, audit_id, is_waiting, status, user_id, domain, action_type, action_digest,
            reviewer_role, last_seq)
          SELECT p_chain, t.id, t.waits, t.status, t.user_id, t.domain, t.action_type, t.digest, t.role, t.seq
          FROM unnest(p_reviews, p_is_waiting, p_statuses, p_user_ids, p_domains, p_action_types, p_action_digests, p_roles,
            p_last_seqs, p_is_new) AS t(id, waits, status, user_id, domain, action_type, digest, role, seq, is_new)
          WHERE NOT t.is_new
          ON CONFLICT (chain_id, audit_id) DO UPDATE SET is_waiting = excluded.is_waiting, status = excluded.status,
            user_id = excluded.user_id, domain = excluded.domain, action_type = excluded.action_type,
            action_digest = excluded.action_digest, reviewer_role = excluded.reviewer_role, last_seq = excluded.last_seq;
      END IF;
      IF current_setting('idle_session_timeout') <> '0' THEN
        PERFORM pg_advisory_unlock_all(), set_config('idle_session_timeout', '0', false);
      END IF;
    END $$;
    REVOKE ALL ON FUNCTION audit.append FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION audit.append TO audit_writer;
    """
}
