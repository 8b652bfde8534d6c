-- Every decision looks for other orders of its need; the index over those that are still to be worked does not find the others.
create index work_order_by_need on work_order (need_id);
