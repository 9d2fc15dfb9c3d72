package io.patchfleet.run;

/** Why a node was not patched or scanned, as far as AWS shows it. */
public enum FailureCause {
    /** Systems Manager does not know the node. */
    UNMANAGED,
    /** Its agent does not answer, so nothing was sent. */
    AGENT_LOST,
    /** The command did not reach the node in time. */
    DELIVERY_TIMEOUT,
    /** The command reached the node and did not end in time. */
    EXECUTION_TIMEOUT,
    /** AWS could not deliver the command: the node is gone, or it refuses the document. */
    UNDELIVERABLE,
    /** Another patch operation held the node. */
    PATCH_LOCK,
    /** The node had no room left on a disk. */
    DISK_FULL,
    /** A package repository or the patch service could not be reached from the node. */
    REPOSITORY,
    /** A package repository that the node is configured with does not exist. */
    REPOSITORY_MISSING,
    /** The node had no memory left for the operation. */
    OUT_OF_MEMORY,
    /** Patches were tried and could not be installed. */
    PATCH_FAILED,
    /** What was installed needs a reboot that the run was not to make. */
    PENDING_REBOOT,
    /** Somebody else's patch command, or an open maintenance window, held the node until there was no time left. */
    BUSY,
    /** The run had no time left, or was not allowed to begin at that hour, by its own hours or a calendar. */
    TIME_UP,
    /** Too many other nodes had failed. */
    STOPPED_EARLY,
    /** The instance was stopped or terminated meanwhile. */
    NODE_GONE,
    /** Somebody cancelled the command. */
    CANCELLED,
    /** AWS refused to take the command, or its scope could not be reached. */
    NOT_SENT,
    /** The command ended well, and no patch data of it followed. */
    NO_REPORT,
    /** The command failed on the node, for none of the reasons above. */
    OTHER
}
