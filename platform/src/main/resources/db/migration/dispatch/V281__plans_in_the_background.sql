-- A plan is searched for in the background, may be changed by hand, and gives orders a machine and a day only when it is published. What it was
-- made from is kept with it, so that a search goes on after a restart and every plan can be reckoned again.
alter table dispatch_plan
    add column status       text   not null default 'REPLACED',
    add column version      bigint not null default 1,
    add column seconds      int    not null default 10,
    add column based_on     uuid references dispatch_plan,
    add column published_at timestamptz,
    -- As docs/dispatch/problem.schema.json and plan.schema.json have them.
    add column problem      jsonb,
    add column plan         jsonb,
    add column placed       int    not null default 0,
    add column undone       int    not null default 0,
    add column undone_must  int,
    add column late_fen     bigint,
    add column travel_fen   bigint,
    add column machine_fen  bigint,
    add column undone_fen   bigint,
    -- The search: who is at it, when he was last heard of, how far he is.
    add column worker       uuid,
    add column heartbeat_at timestamptz,
    add column attempts     int              not null default 0,
    add column stop_wanted  boolean          not null default false,
    add column share        double precision not null default 0,
    add column iterations   bigint           not null default 0,
    add column failure      text;

-- Plans made before: the orders carried them at once. Their stops are known, what they were made from is not.
update dispatch_plan p set
    status = case when exists (select from work_order o where o.plan_id = p.id) then 'PUBLISHED' else 'REPLACED' end,
    published_at = p.recorded_at,
    share = 1,
    placed = (select count(distinct s.work_order_id) from dispatch_stop s where s.plan_id = p.id),
    undone = (select count(*) from dispatch_unassigned u where u.plan_id = p.id),
    problem = jsonb_build_object('siji_dispatch_problem', 1, 'from', p.first_day, 'days', p.last_day - p.first_day + 1,
        'machines', '[]'::jsonb, 'orders', '[]'::jsonb),
    plan = jsonb_build_object('siji_dispatch_plan', 1,
        'routes', coalesce((
            select jsonb_agg(jsonb_build_object('machine', r.machine_id, 'stops', r.stops) order by r.machine_id)
            from (select s.machine_id, jsonb_agg(jsonb_build_object('order', s.work_order_id, 'drive_minutes', s.drive_minutes,
                        'start', to_char(s.day + make_interval(mins => round(s.start_hour * 60)::int), 'YYYY-MM-DD"T"HH24:MI'),
                        'end', to_char(s.day + make_interval(mins => round(s.start_hour * 60)::int + s.work_minutes),
                            'YYYY-MM-DD"T"HH24:MI'),
                        'mu', s.mu, 'interrupted', s.interrupted) order by s.day, s.sequence) as stops
                from dispatch_stop s where s.plan_id = p.id group by s.machine_id) r), '[]'::jsonb),
        'undone', coalesce((
            select jsonb_agg(jsonb_build_object('order', u.work_order_id, 'reason', u.reason_code) order by u.work_order_id)
            from dispatch_unassigned u where u.plan_id = p.id), '[]'::jsonb));
drop table dispatch_unassigned;

alter table dispatch_plan
    alter column status drop default,
    alter column seconds drop default,
    alter column problem set not null,
    add constraint dispatch_plan_status check (status in
        ('WAITING', 'RUNNING', 'DRAFT', 'PUBLISHED', 'REPLACED', 'DISCARDED', 'FAILED')),
    add constraint dispatch_plan_found check (plan is not null or status in ('WAITING', 'RUNNING', 'DISCARDED', 'FAILED'));
create index dispatch_plan_to_search on dispatch_plan (id) where status in ('WAITING', 'RUNNING');

-- Orders whose machine and day a dispatcher has fixed.
create table dispatch_lock (
    plan_id       uuid not null references dispatch_plan,
    work_order_id uuid not null references work_order,
    primary key (plan_id, work_order_id)
);
