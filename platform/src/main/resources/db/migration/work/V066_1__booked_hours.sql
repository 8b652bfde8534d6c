-- Before a bundle is given away somebody asks which machines are free in its window.
create index dispatch_stop_by_day on dispatch_stop (day);
create index work_order_unplanned on work_order (operation, window_from) where status = 'ISSUED';
