package io.patchfleet.model;

/**
 * Who asked. The application vouches for it; PatchFleet only passes it on.
 *
 * @param name a person, a role or a program
 */
public record Actor(String name) {

    /**
     * Checks the name.
     *
     * @throws InvalidInputException if it is blank
     */
    public Actor {
        name = Printable.of(name);
        Problem.refuseUnless(!name.isBlank(), "actor", name, "a name");
    }

    /**
     * An actor of that name.
     *
     * @param name a person, a role or a program
     * @return the actor
     */
    public static Actor named(String name) {
        return new Actor(name);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
