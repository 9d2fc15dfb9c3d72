package io.patchfleet.examples;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.spec.ResourceDataSync;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which Resource Data Sync a program means, if any. */
final class SyncOptions {

    @ArgGroup(exclusive = false)
    private @Nullable Source source;

    /** The sync. */
    Optional<ResourceDataSync> sync(CommandSpec program) {
        return Optional.ofNullable(source).map(given -> given.sync(program));
    }

    /** The sync, without which there is nothing to do. */
    ResourceDataSync demand(CommandSpec program) {
        return sync(program)
                .orElseThrow(() -> new ParameterException(
                        program.commandLine(), "--from-sync: '' is not allowed here; allowed: " + Location.ALLOWED));
    }

    /** Where it is, and how it is read. */
    private static final class Source {

        @Option(
                names = "--from-sync",
                paramLabel = "s3://BUCKET/PREFIX",
                required = true,
                converter = Location.class,
                description =
                        "A Resource Data Sync: what Systems Manager knows of nodes is read there, and not asked for.")
        private Place place = new Place("", "");

        @Option(
                names = "--sync-region",
                paramLabel = "REGION",
                required = true,
                description = "The Region of its bucket.")
        private String region = "";

        @Option(
                names = "--athena",
                paramLabel = "WORKGROUP/DATABASE",
                converter = Asked.class,
                description = "Asks Athena in that Region, instead of reading the bucket.")
        private Optional<ResourceDataSync.Athena> athena = Optional.empty();

        ResourceDataSync sync(CommandSpec program) {
            try {
                return new ResourceDataSync(place.bucket(), place.prefix(), region, athena);
            } catch (InvalidInputException e) {
                throw new ParameterException(program.commandLine(), "--from-sync: " + e.getMessage(), e);
            }
        }
    }

    /** Where a bucket's keys begin. */
    record Place(String bucket, String prefix) {}

    /** Reads such a place. */
    static final class Location implements ITypeConverter<Place> {

        static final String ALLOWED = "s3://BUCKET or s3://BUCKET/PREFIX";

        private static final Pattern FORM = Pattern.compile("s3://([^/]+)/?(.*?)/?");

        @Override
        public Place convert(String value) {
            Matcher parts = FORM.matcher(value);
            if (!parts.matches()) {
                throw Values.wrong(value, ALLOWED);
            }
            return new Place(parts.group(1), parts.group(2));
        }
    }

    /** Reads whom to ask. */
    static final class Asked implements ITypeConverter<ResourceDataSync.Athena> {
        @Override
        public ResourceDataSync.Athena convert(String value) {
            String[] parts = value.split("/", -1);
            if (parts.length != 2) {
                throw Values.wrong(value, "a workgroup and a database, such as primary/inventory");
            }
            try {
                return new ResourceDataSync.Athena(parts[0], parts[1]);
            } catch (InvalidInputException e) {
                throw Values.wrong(value, e.problems().get(0).allowed());
            }
        }
    }
}
