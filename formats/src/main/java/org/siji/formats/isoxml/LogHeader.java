package org.siji.formats.isoxml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the records of one log are built (ISO 11783-10, annex D): an attribute that is there but empty is in the records; one
 * with a value is the same for all of them. Each part of the position has its place in the record, -1 if it isn't there.
 *
 * @param northFixed fixed latitude, NaN if it is in the records
 * @param eastFixed  fixed longitude, likewise
 * @param northAt    offset of the latitude within a record; the other offsets likewise
 * @param valuesAt   offset of the number of values, which is the length of time and position together
 * @param values     the data items that records refer to by their index
 */
record LogHeader(double northFixed, double eastFixed, int northAt, int eastAt, int statusAt, int hdopAt, int utcTimeAt,
        int utcDateAt, int valuesAt, List<Value> values) {

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
        Layout layout = new Layout(position);
        int north = layout.place("A", 4);
        int east = layout.place("B", 4);
        layout.place("C", 4); // height
        int status = layout.place("D", 1);
        layout.place("E", 2); // PDOP
        int hdop = layout.place("F", 2);
        layout.place("G", 1); // satellites
        int utcTime = layout.place("H", 4);
        int utcDate = layout.place("I", 2);
        return Optional.of(new LogHeader(position.number("A"), position.number("B"), north, east, status, hdop, utcTime,
                utcDate, layout.next, values));
    }

    /** Gives each part its place behind the one before. */
    private static final class Layout {

        private final XmlElement position;
        private int next = TIME_BYTES;

        Layout(XmlElement position) {
            this.position = position;
        }

        int place(String attribute, int bytes) {
            // What is there but no number can't be meant as fixed.
            boolean isFixed = !Double.isNaN(position.number(attribute));
            if (!position.has(attribute) || isFixed) {
                return -1;
            }
            next += bytes;
            return next - bytes;
        }
    }
}
