package io.patchfleet.simulator.internal.service;

import java.util.Locale;

/** A table's name with its database, as Athena's catalogue keeps both: in small letters. */
record AthenaName(String database, String table) {

    /** A name as it is written in a statement, with or without a database. */
    static AthenaName of(String written, String otherwise) {
        String plain = written.replace("`", "").replace("\"", "").toLowerCase(Locale.ROOT);
        int point = plain.indexOf('.');
        return point < 0
                ? new AthenaName(otherwise, plain)
                : new AthenaName(plain.substring(0, point), plain.substring(point + 1));
    }

    @Override
    public String toString() {
        return database + "." + table;
    }
}
