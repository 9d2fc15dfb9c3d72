package io.patchfleet.internal.spec;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects what is wrong, each with the path of its place, such as {@code baselines.bank-linux.rules[0].afterDays}. */
public final class Problems {

    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{C}");

    private final List<Problem> found;
    private final Set<String> unread;
    private final String path;

    private Problems(List<Problem> found, Set<String> unread, String path) {
        this.found = found;
        this.unread = unread;
        this.path = path;
    }

    /** None yet; the place is the whole. */
    public static Problems none() {
        return new Problems(new ArrayList<>(), new HashSet<>(), "");
    }

    /**
     * The same collection, seen from a place below this one.
     *
     * @param name the place's name; one with other characters than letters, digits, {@code _} and {@code -} is quoted
     * @return the collection
     */
    public Problems at(String name) {
        if (PLAIN_NAME.matcher(name).matches()) {
            return below(path.isEmpty() ? name : path + "." + name);
        }
        return below(path + "[\"" + CONTROL.matcher(name).replaceAll("\uFFFD") + "\"]");
    }

    /**
     * The same collection, seen from a place in this list.
     *
     * @param index the place's number, from 0
     * @return the collection
     */
    public Problems at(int index) {
        return below(path + "[" + index + "]");
    }

    /** The place's path. */
    public String path() {
        return path;
    }

    /**
     * Notes what is wrong here, unless what stands here could not be read anyway.
     *
     * @param value what stands here
     * @param allowed what would be right
     */
    public void add(Object value, String allowed) {
        if (!unread.contains(path)) {
            found.add(new Problem(path, String.valueOf(value), allowed));
        }
    }

    /**
     * Notes what was found elsewhere.
     *
     * @param problem with the path of its place
     */
    public void add(Problem problem) {
        found.add(problem);
    }

    /**
     * Notes what is wrong here, unless it is right.
     *
     * @param right whether it is right
     * @param value what stands here
     * @param allowed what would be right
     */
    public void unless(boolean right, Object value, String allowed) {
        if (!right) {
            add(value, allowed);
        }
    }

    /**
     * Notes that what stands here could not be read: nothing else is said of it.
     *
     * @param value what stands here
     * @param allowed what could be read
     */
    public void unreadable(Object value, String allowed) {
        add(value, allowed);
        unread.add(path);
    }

    /**
     * Notes that what stands here could not be read, in the words of who tried.
     *
     * @param refusal what was thrown
     */
    public void unreadable(InvalidInputException refusal) {
        refusal.problems().forEach(problem -> add(problem.value(), problem.allowed()));
        unread.add(path);
    }

    /** What was found so far, in the order in which it was found. */
    public List<Problem> found() {
        return List.copyOf(found);
    }

    /**
     * Ends the collection.
     *
     * @throws InvalidInputException with all of them, if there are any
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidInputException(found);
        }
    }

    private Problems below(String place) {
        return new Problems(found, unread, place);
    }
}
