/** An application that looks after its servers at night. */
module com.example.nightly {
    requires io.patchfleet.core;
    requires io.patchfleet.reporting;
}
