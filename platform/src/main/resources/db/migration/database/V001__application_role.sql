-- The role with which the application works. It owns nothing; each module may take rights away from it (the ledger does).
-- Roles belong to the whole server, so another county's database, or a start at the same moment, may have made it already.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'siji_app') THEN
        CREATE ROLE siji_app NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'siji_app', 'MEMBER') THEN
        EXECUTE format('GRANT siji_app TO %I', current_user);
    END IF;
END
$$;

ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO siji_app;
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO siji_app;
ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO siji_app;

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
