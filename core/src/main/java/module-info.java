/** A fleet's patching: whom, run, and what is true now. */
module io.patchfleet.core {
    exports io.patchfleet;
    exports io.patchfleet.apply;
    exports io.patchfleet.compliance;
    exports io.patchfleet.event;
    exports io.patchfleet.model;
    exports io.patchfleet.plan;
    exports io.patchfleet.run;
    exports io.patchfleet.spec;
    exports io.patchfleet.spi;
    exports io.patchfleet.target;

    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;
    requires org.slf4j;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries;
    requires software.amazon.awssdk.services.ec2;
    requires software.amazon.awssdk.services.organizations;
    requires software.amazon.awssdk.services.resourcegroupstaggingapi;
    requires software.amazon.awssdk.services.scheduler;
    requires software.amazon.awssdk.services.ssm;
    requires software.amazon.awssdk.services.sts;
    requires software.amazon.awssdk.utils;
    requires static software.amazon.awssdk.services.athena;
    requires static software.amazon.awssdk.services.resourcegroups;
    requires static software.amazon.awssdk.services.s3;
    requires static org.immutables.value.annotations;
    requires static transitive org.jspecify;
    requires transitive software.amazon.awssdk.auth;
    requires transitive software.amazon.awssdk.awscore;
    requires transitive software.amazon.awssdk.core;
    requires transitive software.amazon.awssdk.http;
    requires tools.jackson.core;

    uses software.amazon.awssdk.http.SdkHttpService;
}
