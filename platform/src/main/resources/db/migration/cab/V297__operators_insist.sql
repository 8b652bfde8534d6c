-- An operator may stand by what he reported of an order and what didn't count.
alter table cab_step
    drop constraint cab_step_kind_check,
    add constraint cab_step_kind_check check (kind in ('START', 'PAUSE', 'GO_ON', 'DONE', 'PROBLEM', 'INSIST'));
