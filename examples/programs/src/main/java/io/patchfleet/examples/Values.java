package io.patchfleet.examples;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.spi.Accounts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.regions.Region;

/** Reads what is given to options, and says what would be right where it is not. */
final class Values {

    private Values() {}

    static TypeConversionException wrong(String value, String allowed) {
        return new TypeConversionException("'" + value + "' is not allowed here; allowed: " + allowed);
    }

    /**
     * Several of a kind, each once, in the order in which they were given.
     *
     * @param all they
     * @param <T> their kind
     */
    record Several<T>(Set<T> all) {

        static <T> Several<T> none() {
            return new Several<>(Set.of());
        }
    }

    /** Values that commas separate; an empty one is a slip, not nothing. */
    abstract static class Separated<T> implements ITypeConverter<Several<T>> {
        @Override
        public Several<T> convert(String value) {
            return new Several<>(Arrays.stream(value.split(",", -1))
                    .map(this::one)
                    .collect(Collectors.toCollection(LinkedHashSet::new)));
        }

        abstract T one(String value);
    }

    /** Regions that the AWS SDK knows. */
    static final class RegionNames extends Separated<String> {
        @Override
        String one(String value) {
            if (Region.regions().stream()
                    .noneMatch(region -> !region.isGlobalRegion() && region.id().equals(value))) {
                throw wrong(value, "the code of an AWS Region, such as " + alike(value));
            }
            return value;
        }

        /** Those that begin alike, for it is mostly a slip. */
        private static String alike(String value) {
            String start = value.toLowerCase(Locale.ROOT).replaceFirst("-.*", "-");
            String alike = Region.regions().stream()
                    .filter(region -> !region.isGlobalRegion() && region.id().startsWith(start))
                    .map(Region::id)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return alike.isEmpty() ? "eu-central-1" : alike;
        }
    }

    /** Accounts' numbers. */
    static final class AccountIds extends Separated<String> {
        private static final Pattern FORM = Pattern.compile("\\d{12}");

        @Override
        String one(String value) {
            if (!FORM.matcher(value).matches()) {
                throw wrong(value, "an account's twelve digits");
            }
            return value;
        }
    }

    /** A role's name. */
    static final class RoleName implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            try {
                Accounts.assuming(value, WorldOptions.SIMULATED_ACCOUNT);
                return value;
            } catch (InvalidInputException e) {
                throw wrong(value, e.problems().get(0).allowed());
            }
        }
    }

    /** An address with scheme and host. */
    static final class Address implements ITypeConverter<URI> {
        private static final String ALLOWED = "an http or https address, such as http://127.0.0.1:4566";

        @Override
        public URI convert(String value) {
            try {
                URI address = new URI(value);
                if (address.getHost() != null
                        && String.valueOf(address.getScheme()).matches("https?")) {
                    return address;
                }
            } catch (URISyntaxException e) {
                throw wrong(value, ALLOWED);
            }
            throw wrong(value, ALLOWED);
        }
    }

    /** A length of time that is longer than none. */
    static final class Length implements ITypeConverter<Duration> {
        private static final String ALLOWED =
                "a duration as ISO 8601 writes it, such as P7D or PT12H, longer than none";

        @Override
        public Duration convert(String value) {
            try {
                Duration length = Duration.parse(value);
                if (!length.isZero() && !length.isNegative()) {
                    return length;
                }
            } catch (DateTimeException e) {
                throw wrong(value, ALLOWED);
            }
            throw wrong(value, ALLOWED);
        }
    }

    /** A length of time in days, or as ISO 8601 writes it. */
    static final class Days implements ITypeConverter<Duration> {
        private static final int MOST = 3_650;
        private static final String ALLOWED = "a number of days, 1 to " + MOST + ", or a duration such as P20D";

        @Override
        public Duration convert(String value) {
            try {
                Duration length =
                        value.matches("\\d{1,4}") ? Duration.ofDays(Integer.parseInt(value)) : Duration.parse(value);
                if (length.compareTo(Duration.ZERO) > 0 && length.compareTo(Duration.ofDays(MOST)) <= 0) {
                    return length;
                }
            } catch (DateTimeException e) {
                throw wrong(value, ALLOWED);
            }
            throw wrong(value, ALLOWED);
        }
    }

    /** How many openings come to nothing. */
    static final class Failures extends WholeNumber {
        Failures() {
            super(0, 100);
        }
    }

    /** How many nodes a simulated AWS has. */
    static final class NodeCount extends WholeNumber {
        NodeCount() {
            super(0, 100_000);
        }
    }

    /** Where to listen. */
    static final class Port extends WholeNumber {
        Port() {
            super(0, 65_535);
        }
    }

    abstract static class WholeNumber implements ITypeConverter<Integer> {
        private final int least;
        private final int most;

        WholeNumber(int least, int most) {
            this.least = least;
            this.most = most;
        }

        @Override
        public Integer convert(String value) {
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw wrong(value, allowed());
            }
            throw wrong(value, allowed());
        }

        private String allowed() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** What chance follows from. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw wrong(value, "a whole number");
            }
        }
    }

    /** How many seconds of one clock pass in one of another. */
    static final class Scale implements ITypeConverter<Double> {
        private static final double MOST = 1_000_000;
        private static final String ALLOWED = "a number above 0, up to 1000000; 60 lets an hour pass in a minute";

        @Override
        public Double convert(String value) {
            try {
                double scale = Double.parseDouble(value);
                if (scale > 0 && scale <= MOST) {
                    return scale;
                }
            } catch (NumberFormatException e) {
                throw wrong(value, ALLOWED);
            }
            throw wrong(value, ALLOWED);
        }
    }

    /** Names, each of which is one. */
    static final class Names extends Separated<String> {
        @Override
        String one(String value) {
            if (value.isBlank()) {
                throw wrong(value, "a name, such as Production");
            }
            return value;
        }
    }

    /** A tag's key. */
    static final class TagKey implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (value.isBlank()) {
                throw wrong(value, "a tag's key, such as Team");
            }
            return value;
        }
    }

    /** Tags' keys. */
    static final class TagKeys extends Separated<String> {
        @Override
        String one(String value) {
            return new TagKey().convert(value);
        }
    }

    /** A tag's key and its value. */
    static final class KeyAndValue implements ITypeConverter<TagValue> {
        @Override
        public TagValue convert(String value) {
            int cut = value.indexOf('=');
            if (cut < 0 || value.substring(0, cut).isBlank()) {
                throw wrong(value, "a tag's key and value, such as Lifecycle=rebuilt");
            }
            return new TagValue(value.substring(0, cut), value.substring(cut + 1));
        }
    }

    /**
     * A tag.
     *
     * @param key its key
     * @param value its value, which may be empty
     */
    record TagValue(String key, String value) {}
}
