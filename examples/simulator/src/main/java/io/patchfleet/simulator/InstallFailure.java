package io.patchfleet.simulator;

/**
 * Why an Install of AWS-RunPatchBaseline comes to a bad end on a node. What it prints, and its exit code, are those of
 * AWS's troubleshooting page where that names them, else those of the package manager of the node's operating system.
 */
public enum InstallFailure {
    /** Another process holds the package manager's lock until the document gives up waiting; nothing is installed. */
    PACKAGE_LOCK,
    /** A repository that the node is configured with no longer exists; nothing is installed. */
    REPOSITORY_MISSING,
    /** No mirror answers; nothing is installed. */
    REPOSITORY_UNREACHABLE,
    /** The document's own payload cannot be fetched from AWS's bucket: exit status 156; nothing is installed. */
    PAYLOAD_UNREACHABLE,
    /** There is no room for the packages; nothing is installed. */
    DISK_FULL,
    /** The kernel ends the package manager for want of memory: exit status 137; nothing is installed. */
    OUT_OF_MEMORY,
    /** Exit status 1 and a message that says nothing; nothing is installed. */
    UNKNOWN,
    /**
     * One patch fails and the others are installed; the patch is reported as Failed, and the document too. Which exit
     * code it has then is not documented; here it is 1.
     */
    PATCH_FAILS,
    /** As {@link #PATCH_FAILS}, but the exit code is 0, so that only the node's patch state tells. */
    PATCH_FAILS_QUIETLY,
    /** The node reboots in the middle, after everything was installed: the document fails and reports no patch state. */
    UNEXPECTED_REBOOT,
    /** The package manager never ends, so that the agent ends it: ExecutionTimedOut; nothing is installed. */
    NEVER_ENDS,
    /**
     * The agent falls silent in the middle and is not heard of until {@link SimulatedNode#agentBack()}: everything is
     * installed, and the command stays InProgress until it expires. Without a reboot, as nobody orders one.
     */
    AGENT_FALLS_SILENT
}
