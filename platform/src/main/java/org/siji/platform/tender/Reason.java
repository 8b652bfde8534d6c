package org.siji.platform.tender;

import java.util.List;

/**
 * Why somebody stands where he stands in a ranking.
 *
 * @param code its sentence stands in the message files
 */
record Reason(String code, List<Object> args) {

    static Reason of(String code, Object... args) {
        return new Reason(code, List.of(args));
    }
}
