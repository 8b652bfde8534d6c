-- What is added up or looked for by village in a county of 500,000 parcels; and what else a household farms by.
create index parcel_version_of_village on parcel_version (village_code text_pattern_ops)
    include (geodesic_square_meters, valid_from, valid_to) where recorded_until is null;
create index field_version_of_village on field_version (village_code text_pattern_ops)
    include (field_id, area_square_meters, valid_from, valid_to) where recorded_until is null;
create index cultivator_for_household on cultivator (household_id) where household_id is not null;
create index parcel_version_of_parcel on parcel_version (parcel_id) where recorded_until is null;
