package org.siji.sample;

/** An operation of the dictionary; its Chinese name stands in {@code sample.properties} under {@link #name()}. */
public enum SampleOperation {
    TILLAGE, SEEDLING_RAISING, TRANSPLANTING, SEEDING, FERTILISING, PLANT_PROTECTION, IRRIGATION, HARVEST, DRYING,
    SUBSOILING, STRAW_RETURN
}
