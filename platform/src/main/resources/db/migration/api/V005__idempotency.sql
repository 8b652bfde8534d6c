-- The answers to write requests that carried an Idempotency-Key, in the transaction of the request itself.
create table idempotency_key (
    user_name    text        not null,
    key          text        not null,
    request_hash text        not null,
    status       int         not null default 0,
    content_type text,
    body         bytea       not null default '',
    recorded_at  timestamptz not null default now(),
    primary key (user_name, key)
);
