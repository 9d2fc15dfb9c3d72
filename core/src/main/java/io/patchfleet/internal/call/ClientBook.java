package io.patchfleet.internal.call;

import software.amazon.awssdk.core.SdkClient;

/** Where a call finds its client. */
public interface ClientBook {

    /** The client of that type in that place. */
    <C extends SdkClient> C client(Class<C> type, Place place);

    /** What the place's credentials were is over; the next call asks anew. */
    void renewCredentials(Place place);
}
