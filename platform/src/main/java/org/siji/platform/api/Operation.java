package org.siji.platform.api;

/** What can be done on a field (作业环节). The Chinese and English names stand in the message files as {@code operation.NAME}. */
public enum Operation {
    TILLAGE, SEEDLING_RAISING, TRANSPLANTING, SEEDING, FERTILISING, PLANT_PROTECTION, IRRIGATION, HARVEST, DRYING,
    SUBSOILING, STRAW_RETURN
}
