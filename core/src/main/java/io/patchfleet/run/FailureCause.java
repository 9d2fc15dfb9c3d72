package io.patchfleet.run;

/** Why a node was not scanned, as far as AWS shows it. */
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
    /** Somebody cancelled the command. */
    CANCELLED,
    /** AWS refused to take the command, or its scope could not be reached. */
    NOT_SENT,
    /** The command ended well, and no patch data of it followed. */
    NO_REPORT,
    /** The command failed on the node, for none of the reasons above. */
    OTHER
}
