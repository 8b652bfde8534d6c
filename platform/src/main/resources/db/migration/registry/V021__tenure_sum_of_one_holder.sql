-- Nearly every parcel has one holder: thousands of them in one import need one look each, not the sum over all days.
create or replace function check_tenure_sum() returns trigger language plpgsql as $$
declare
    day   date;
    one   numeric;
    total numeric;
    part  record;
begin
    if new.recorded_until is null and new.numerator = new.denominator
        and not exists (select from tenure where parcel_id = new.parcel_id and recorded_until is null and id <> new.id) then
        return null;
    end if;
    for day in select distinct valid_from from tenure where parcel_id = new.parcel_id and recorded_until is null
               union select distinct valid_to from tenure where parcel_id = new.parcel_id and recorded_until is null and valid_to is not null
    loop
        one := 1;
        for part in select denominator from tenure where parcel_id = new.parcel_id and recorded_until is null
                    and valid_from <= day and (valid_to is null or valid_to > day)
        loop
            one := lcm(one, part.denominator::numeric);
        end loop;
        select sum(numerator * div(one, denominator::numeric)) into total from tenure where parcel_id = new.parcel_id and recorded_until is null
            and valid_from <= day and (valid_to is null or valid_to > day);
        if total <> one then
            raise exception 'shares of parcel % on % add up to %/%', new.parcel_id, day, total, one
                using errcode = 'check_violation', constraint = 'tenure_share_sum';
        end if;
    end loop;
    return null;
end $$;
