package io.patchfleet.internal.spec;

import io.patchfleet.model.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One object of a document, read field by field. What cannot be read is noted and taken as not said, so that the whole
 * document is read to its end.
 */
public final class Fields {

    private final Map<String, @Nullable Object> values;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * Of an object.
     *
     * @param values the object, as {@link PlainTree} gives it
     * @param problems where it stands
     */
    public Fields(Map<String, @Nullable Object> values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** Where it stands. */
    public Problems problems() {
        return problems;
    }

    /**
     * Where one of its fields stands.
     *
     * @param name the field's name
     * @return the place
     */
    public Problems at(String name) {
        return problems.at(name);
    }

    /**
     * Whether a field is there.
     *
     * @param name its name
     * @return whether it is
     */
    public boolean has(String name) {
        known.add(name);
        return values.containsKey(name);
    }

    /**
     * A text. A number is one too, because YAML makes numbers of names that look like them.
     *
     * @param name the field's name
     * @return the text
     */
    public Optional<String> text(String name) {
        return read(
                name,
                "a text, in quotes if it looks like a number",
                value -> value instanceof String || value instanceof Integer ? value.toString() : null);
    }

    /**
     * A text that cannot be left out.
     *
     * @param name the field's name
     * @param example what it could be
     * @return the text, or empty if it could not be read
     */
    public Optional<String> requiredText(String name, String example) {
        require(name, example);
        return text(name);
    }

    /**
     * A whole number.
     *
     * @param name the field's name
     * @return the number
     */
    public Optional<Integer> number(String name) {
        return read(name, "a whole number", value -> value instanceof Integer number ? number : null);
    }

    /**
     * Yes or no.
     *
     * @param name the field's name
     * @return which
     */
    public Optional<Boolean> flag(String name) {
        return read(name, "true or false", value -> value instanceof Boolean flag ? flag : null);
    }

    /**
     * A day.
     *
     * @param name the field's name
     * @return the day
     */
    public Optional<LocalDate> date(String name) {
        String allowed = "a day that a calendar has, such as 2026-12-20";
        return read(name, allowed, value -> {
            try {
                return LocalDate.parse(value.toString());
            } catch (DateTimeException e) {
                return null;
            }
        });
    }

    /**
     * A length of time.
     *
     * @param name the field's name
     * @return the length
     */
    public Optional<Duration> duration(String name) {
        String allowed = "a duration as ISO 8601 writes it, such as PT3H or P1D";
        return read(name, allowed, value -> {
            try {
                return Duration.parse(value.toString());
            } catch (DateTimeException e) {
                return null;
            }
        });
    }

    /**
     * One of an enumeration's names.
     *
     * @param name the field's name
     * @param type the enumeration
     * @param <E> the enumeration
     * @return the constant
     */
    public <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return text(name).flatMap(text -> constant(text, type, at(name)));
    }

    /**
     * Several of an enumeration's names.
     *
     * @param name the field's name
     * @param type the enumeration
     * @param <E> the enumeration
     * @return the constants that could be read
     */
    public <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        List<E> constants = new ArrayList<>();
        List<String> texts = texts(name);
        for (int i = 0; i < texts.size(); i++) {
            constant(texts.get(i), type, at(name).at(i)).ifPresent(constants::add);
        }
        return constants;
    }

    /**
     * Whatever can be made of a text.
     *
     * @param name the field's name
     * @param parser makes it, or throws what is wrong with it
     * @param <T> what is made
     * @return it
     */
    public <T> Optional<T> parsed(String name, Function<String, T> parser) {
        return text(name).flatMap(text -> attempt(name, () -> parser.apply(text)));
    }

    /**
     * Whatever may be refused.
     *
     * @param name the field on which it hangs
     * @param maker makes it, or throws what is wrong with it
     * @param <T> what is made
     * @return it
     */
    public <T> Optional<T> attempt(String name, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (InvalidInputException e) {
            at(name).unreadable(e);
            return Optional.empty();
        }
    }

    /**
     * Whatever stands in a field.
     *
     * @param name the field's name
     * @return what it is; null if that is what stands there, or if the field is not there
     */
    public @Nullable Object value(String name) {
        known.add(name);
        return values.get(name);
    }

    /**
     * Texts in a list; a text alone is a list of one.
     *
     * @param name the field's name
     * @return the texts, none if the field is not there
     */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        List<?> list = this.<List<?>>read(name, "a list of texts", value -> {
                    if (value instanceof List<?> several) {
                        return several;
                    }
                    return value instanceof String ? List.of(value) : null;
                })
                .orElse(List.of());
        for (int i = 0; i < list.size(); i++) {
            Object value = list.get(i);
            if (value instanceof String || value instanceof Integer) {
                texts.add(value.toString());
            } else {
                at(name).at(i).unreadable(shown(value), "a text");
            }
        }
        return texts;
    }

    /**
     * An object.
     *
     * @param name the field's name
     * @return its fields
     */
    public Optional<Fields> object(String name) {
        return read(name, "an object", Fields::map).map(map -> new Fields(map, at(name)));
    }

    /**
     * Objects in a list.
     *
     * @param name the field's name
     * @return their fields, none if the field is not there
     */
    public List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        List<?> list = this.<List<?>>read(
                        name, "a list of objects", value -> value instanceof List<?> several ? several : null)
                .orElse(List.of());
        for (int i = 0; i < list.size(); i++) {
            Map<String, @Nullable Object> map = list.get(i) == null ? null : map(list.get(i));
            Problems place = at(name).at(i);
            if (map == null) {
                place.unreadable(shown(list.get(i)), "an object");
            } else {
                objects.add(new Fields(map, place));
            }
        }
        return objects;
    }

    /**
     * Gives each of its fields to a reader: their names are those that the document's author chose.
     *
     * @param reader takes the name and the object that stands there
     */
    public void each(BiConsumer<String, Fields> reader) {
        values.keySet().forEach(name -> object(name).ifPresent(fields -> reader.accept(name, fields)));
    }

    /** Texts by names that the document's author chose. */
    public Map<String, String> textsByName() {
        Map<String, String> texts = new LinkedHashMap<>();
        values.keySet().forEach(name -> text(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    /** Lists of texts by names that the document's author chose. */
    public Map<String, List<String>> listsByName() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        values.keySet().forEach(name -> lists.put(name, texts(name)));
        return lists;
    }

    /** Notes the fields that nobody asked for: they would be ignored otherwise. */
    public void refuseOthers() {
        values.forEach((name, value) -> {
            if (!known.contains(name)) {
                at(name).unreadable(shown(value), "no such field here, but " + Suggestion.oneOf(name, known));
            }
        });
    }

    /**
     * Notes a field that is not there.
     *
     * @param name its name
     * @param example what it could be
     */
    public void require(String name, String example) {
        if (!has(name)) {
            at(name).unreadable("", example + "; it cannot be left out");
        }
    }

    private <T> Optional<T> read(String name, String allowed, Function<Object, @Nullable T> reader) {
        if (!has(name)) {
            return Optional.empty();
        }
        Object value = values.get(name);
        T read = value == null ? null : reader.apply(value);
        if (read == null) {
            at(name).unreadable(shown(value), value == null ? allowed + "; without one, leave the field out" : allowed);
        }
        return Optional.ofNullable(read);
    }

    private static <E extends Enum<E>> Optional<E> constant(String text, Class<E> type, Problems place) {
        List<String> names = Stream.of(type.getEnumConstants()).map(Enum::name).toList();
        if (names.contains(text)) {
            return Optional.of(Enum.valueOf(type, text));
        }
        place.unreadable(text, Suggestion.oneOf(text, names));
        return Optional.empty();
    }

    @SuppressWarnings("unchecked") // PlainTree has made texts of all names
    private static @Nullable Map<String, @Nullable Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return "an object of " + map.size();
        }
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        }
        return value == null ? "null" : value.toString();
    }
}
