package io.patchfleet.internal.spec;

import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evens out what the many libraries for JSON and YAML make of a document. */
public final class PlainTree {

    private PlainTree() {}

    /**
     * A copy of a tree in maps and lists that keep their order, texts, integers, booleans and nulls; a date, which YAML
     * 1.1 knows, as its text. A number with a fraction stays one: it may have been the text 1.10, and is 1.1 by now.
     *
     * @param map the tree
     * @return the copy
     */
    public static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), plain(value)));
        return copy;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(map);
        }
        if (value instanceof Collection<?> several) {
            List<@Nullable Object> copy = new ArrayList<>();
            several.forEach(one -> copy.add(plain(one)));
            return copy;
        }
        if (value instanceof Long || value instanceof BigInteger || value instanceof Short || value instanceof Byte) {
            return integer((Number) value);
        }
        if (value instanceof Date date) {
            return date.toInstant().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private static Object integer(Number number) {
        return number.toString().equals(Integer.toString(number.intValue())) ? number.intValue() : number.toString();
    }
}
