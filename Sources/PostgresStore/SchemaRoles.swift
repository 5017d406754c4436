/// Who may do what: nobody logs in as the owner, the service gets functions to append, auditors read.
enum SchemaRoles {
  /// Owns everything; granted to whoever migrates for the length of the migration.
  static let owner = "audit_owner"
  /// Every session of the service takes it.
  static let writer = "audit_writer"

  /// Roles belong to the whole cluster: another database may have made them, perhaps at this very moment.
  static let create = """
    DO $$
    DECLARE r text;
    BEGIN
      FOREACH r IN ARRAY ARRAY['audit_owner', 'audit_writer', 'audit_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = r) THEN
          BEGIN
            EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', r);
          EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
          END;
        END IF;
        IF r <> 'audit_reader' AND NOT pg_catalog.pg_has_role(r, 'MEMBER') THEN
          EXECUTE pg_catalog.format('GRANT %I TO CURRENT_USER', r);
        END IF;
      END LOOP;
    END $$;
    """

  /// A service that migrates by itself does not stay a member of the owner.
  static let giveUpOwner = "REVOKE audit_owner FROM CURRENT_USER"
}
