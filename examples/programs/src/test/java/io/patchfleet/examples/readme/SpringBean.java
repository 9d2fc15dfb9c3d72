package io.patchfleet.examples.readme;

import io.patchfleet.PatchFleet;
import io.patchfleet.event.CallEvent;
import io.patchfleet.spi.Accounts;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

class SpringBean {

    private final Counters counters = operation -> {};

    // README
    @Bean(destroyMethod = "close")
    PatchFleet patchFleet(
            AwsCredentialsProvider credentials,
            SdkHttpClient http,
            ExecutorService calls,
            Clock clock,
            ScheduledExecutorService timers) {
        return PatchFleet.builder()
                .accounts(Accounts.organization("PatchFleet").under("ou-ab12-production"))
                .enabledRegions()
                .credentials(credentials) // what is handed in is never closed here
                .httpClient(http)
                .executor(calls)
                .time(clock, timers)
                .onEvent(CallEvent.Throttled.class, event -> counters.increment(event.operation()))
                .build();
    }
    // end

    /** Stands for whatever counts in the application. */
    private interface Counters {
        void increment(String operation);
    }
}
