package org.siji.formats.isoxml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the records of one log are built (ISO 11783-10, annex D): an attribute that is there but empty is in the records; one
 * with a value is the same for all of them.
 *
 * @param northFixed fixed latitude, NaN if it is in the records
 * @param up         whether the height is in the records; likewise the other flags
 * @param trailing   bytes of the position after the status
 * @param values     the data items that records refer to by their index
 */
record LogHeader(double northFixed, double eastFixed, boolean up, boolean status, int trailing, List<Value> values) {

    /** @param fixed the value if it is the same in all records, else {@link LogHeader#IN_RECORDS} */
    record Value(int item, String elementId, long fixed) {}

    static final long IN_RECORDS = Long.MIN_VALUE;
    private static final int TIME_BYTES = 6;

    LogHeader {
        values = List.copyOf(values);
    }

    /** Empty if the header doesn't say that positions are logged. */
    static Optional<LogHeader> find(XmlElement document) {
        Optional<XmlElement> tim = document.descendants("TIM").findFirst();
        Optional<XmlElement> ptn = tim.flatMap(t -> t.children("PTN").findFirst());
        if (ptn.isEmpty() || !ptn.get().has("A") || !ptn.get().has("B")) {
            return Optional.empty();
        }
        List<Value> values = new ArrayList<>();
        tim.get().children("DLV").forEach(dlv -> values.add(new Value(dlv.findLong("A", 16).orElse(-1L).intValue(),
                dlv.text("C"), dlv.findLong("B", 10).orElse(IN_RECORDS))));
        XmlElement position = ptn.get();
        int trailing = bytes(position, "E", 2) + bytes(position, "F", 2) + bytes(position, "G", 1)
                + bytes(position, "H", 4) + bytes(position, "I", 2);
        return Optional.of(new LogHeader(position.number("A"), position.number("B"), bytes(position, "C", 4) > 0,
                bytes(position, "D", 1) > 0, trailing, values));
    }

    private static int bytes(XmlElement position, String attribute, int size) {
        return position.has(attribute) && position.text(attribute).isEmpty() ? size : 0;
    }

    /** Bytes of a record up to and without the number of its values. */
    int positionBytes() {
        return TIME_BYTES + (Double.isNaN(northFixed) ? 4 : 0) + (Double.isNaN(eastFixed) ? 4 : 0) + (up ? 4 : 0)
                + (status ? 1 : 0) + trailing;
    }
}
