package io.patchfleet.simulator.internal.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure's member, or what a list or a map holds. Its shape is looked up, because shapes may contain themselves. */
public final class Member {

    private final String shape;
    private final @Nullable String locationName;
    private final @Nullable String queryName;
    private final Location location;
    private final Map<String, Shape> shapes;

    Member(
            String shape,
            @Nullable String locationName,
            @Nullable String queryName,
            Location location,
            Map<String, Shape> shapes) {
        this.shape = shape;
        this.locationName = locationName;
        this.queryName = queryName;
        this.location = location;
        this.shapes = shapes;
    }

    /** Where a REST request carries it. */
    public enum Location {
        BODY,
        PATH,
        QUERY
    }

    public Shape shape() {
        Shape found = shapes.get(shape);
        if (found == null) {
            throw new IllegalStateException("the model has no shape " + shape);
        }
        return found;
    }

    public Location location() {
        return location;
    }

    /** The element's name in XML. */
    public String nameInXml(String otherwise) {
        return locationName == null ? otherwise : locationName;
    }

    /** The name in the path or the query of a REST request. */
    public String nameInUrl(String otherwise) {
        return locationName == null ? otherwise : locationName;
    }

    /** The parameter's name in an EC2 query: its own, else the XML name with a capital, else the member's. */
    public String nameInEc2Query(String otherwise) {
        if (queryName != null) {
            return queryName;
        }
        return locationName == null
                ? otherwise
                : Character.toUpperCase(locationName.charAt(0)) + locationName.substring(1);
    }
}
