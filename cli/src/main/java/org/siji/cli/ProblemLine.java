package org.siji.cli;

/**
 * One problem of a parcel file, as a line for people.
 *
 * @param row   0 means the whole file
 * @param field may be empty
 */
record ProblemLine(boolean isError, String file, long row, String field, String sentence, String code) {

    /** @param given the file on the command line; another one (of a delivery) is named */
    String say(Messages messages, String given) {
        String where = row == 0 || !file.equals(given) ? messages.get("import.whole-file", file) : "";
        if (row > 0) {
            where += (where.isEmpty() ? "" : " ") + messages.get("import.row", String.valueOf(row));
        }
        return messages.get(isError ? "import.error" : "import.warning") + " " + where
                + (field.isEmpty() ? "" : " " + field) + " " + sentence + " [" + code + "]";
    }
}
