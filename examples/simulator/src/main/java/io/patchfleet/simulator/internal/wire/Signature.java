package io.patchfleet.simulator.internal.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's signature (version 4) says of it. Whether it is genuine is not checked: nothing is guarded here,
 * and whoever has no secret key may still choose an account.
 */
record Signature(String accessKeyId, String region, String service) {

    private static final Pattern SCOPE = Pattern.compile(
            "AWS4-\\S+ +Credential=(?<key>[^/,]+)/[^/,]+/(?<region>[^/,]+)/(?<service>[^/,]+)/aws4_request.*");

    static Optional<Signature> of(Request request) {
        Matcher scope = SCOPE.matcher(request.header("Authorization").orElse(""));
        return scope.matches()
                ? Optional.of(new Signature(scope.group("key"), scope.group("region"), scope.group("service")))
                : Optional.empty();
    }
}
