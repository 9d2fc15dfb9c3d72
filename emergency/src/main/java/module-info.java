/** The answer to a zero-day; reserves the name, has no API so far. */
module io.patchfleet.emergency {
    requires static org.jspecify;
}
