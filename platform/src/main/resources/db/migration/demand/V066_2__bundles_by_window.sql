-- Whoever has a machine free on some days is shown the bundles whose window meets them.
create index bundle_by_window on bundle (operation, window_from) where status <> 'DISSOLVED';
