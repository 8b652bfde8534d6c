-- An order whose need was given to another provider may still be decided otherwise on appeal: the first provider is paid for what it
-- did, the second for the rest. Only one order of a need is still to be worked.
alter table work_order add column replaced boolean not null default false;
drop index work_order_one_live_per_need;
create unique index work_order_one_live_per_need on work_order (need_id)
    where not replaced and status not in ('CANCELLED', 'REFUSED');
