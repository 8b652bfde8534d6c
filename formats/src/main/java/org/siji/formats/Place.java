package org.siji.formats;

import org.jspecify.annotations.Nullable;

/**
 * Where in an input something stands.
 *
 * @param file  file name (no path: paths may hold personal names)
 * @param row   row, record or feature, counted from 1 as a clerk counts; 0 means the whole file
 * @param field column, attribute or element, if one is meant
 */
public record Place(String file, long row, @Nullable String field) {

    public static Place file(String file) {
        return new Place(file, 0, null);
    }

    public static Place row(String file, long row) {
        return new Place(file, row, null);
    }

    /** The row as a sentence about another file says it: the row's number, after the file's name where that is another one. */
    public String rowSeenFrom(String otherFile) {
        return file.equals(otherFile) ? String.valueOf(row) : file + " " + row;
    }

    public static Place field(String file, long row, String field) {
        return new Place(file, row, field);
    }
}
