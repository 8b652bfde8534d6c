-- The SM2 key with which an account signs contracts. The private half is kept only locked with the account's own password (salt and
-- iterations beside it) and is gone once the key has ended; the public half stays, so that what was signed can be checked for ever.
create table signing_key (
    id             uuid primary key,
    user_id        uuid        not null references app_user,
    public_key     bytea       not null,
    fingerprint    text        not null,
    private_key    bytea,
    kdf_salt       bytea       not null,
    kdf_iterations int         not null,
    valid_from     timestamptz not null,
    valid_to       timestamptz,
    constraint signing_key_period check (valid_to is null or valid_to >= valid_from),
    constraint signing_key_half check ((valid_to is null) = (private_key is not null))
);
create unique index signing_key_current on signing_key (user_id) where valid_to is null;
create index signing_key_user on signing_key (user_id, valid_from);

create function signing_key_only_ends() returns trigger language plpgsql as $$
begin
    if old.valid_to is not null or new.valid_to is null
        or (old.id, old.user_id, old.public_key, old.fingerprint, old.kdf_salt, old.kdf_iterations, old.valid_from)
            is distinct from
            (new.id, new.user_id, new.public_key, new.fingerprint, new.kdf_salt, new.kdf_iterations, new.valid_from) then
        raise exception 'signing key % can only end, once', old.id
            using errcode = 'check_violation', constraint = 'signing_key_only_ends';
    end if;
    return new;
end $$;
create trigger signing_key_only_ends before update on signing_key for each row execute function signing_key_only_ends();
revoke delete, truncate on signing_key from siji_app;
