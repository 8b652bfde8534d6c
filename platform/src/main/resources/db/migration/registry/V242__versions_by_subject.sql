-- The land register of any day looks at what is no longer recorded too.
create index parcel_version_history on parcel_version (parcel_id);
drop index parcel_version_of_parcel;
