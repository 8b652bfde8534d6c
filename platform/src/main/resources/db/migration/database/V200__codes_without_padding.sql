-- char(n) hides a conversion in every comparison with a text, so that no index serves "begins with this region's digits".
-- What all lists and boards are narrowed by must be found by index in a county of 500,000 parcels.
do $$
declare
    found record;
begin
    for found in
        select c.table_name, string_agg(format('alter column %I type varchar(%s)', c.column_name, c.character_maximum_length), ', ') as changes
        from information_schema.columns c
        join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
        where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.udt_name = 'bpchar'
        group by c.table_name order by c.table_name
    loop
        execute format('alter table %I %s', found.table_name, found.changes);
    end loop;
end $$;
