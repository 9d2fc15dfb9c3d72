package io.patchfleet.reporting.internal.html;

import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.reporting.internal.view.Accounts;

/** A gap as the page tells it. */
public record GapView(Gap gap, Accounts accounts) {

    public String where() {
        String account = gap.account()
                .map(id -> accounts.name(id).map(name -> name + " " + id).orElse(id))
                .orElse("All accounts");
        return account + ", " + gap.region().orElse("all Regions");
    }

    /** Which call AWS refused, and how it called that. */
    public String refusal() {
        return gap.failure()
                .map(failure -> failure.operation() + " " + failure.code())
                .orElse("");
    }

    /** What AWS said; long, so it stands with the scope only. */
    public String message() {
        return gap.failure().map(AwsFailure::message).orElse("");
    }

    /** By which AWS support finds the call. */
    public String request() {
        return gap.failure().flatMap(AwsFailure::requestId).orElse("");
    }

    /** What would clear it, where that is certain: the code says that a permission is missing. */
    public String remedy() {
        return gap.failure()
                .filter(failure -> failure.code().startsWith("AccessDenied")
                        || failure.code().equals("UnauthorizedOperation"))
                .map(failure -> "allow " + failure.operation() + " there.")
                .orElse("");
    }
}
