package io.patchfleet.reporting.internal.view;

import io.patchfleet.compliance.NodeState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The seven states as readers meet them: the good one, the bad one, then the five that are not known. */
public enum ShownState {
    COMPLIANT(NodeState.COMPLIANT, "compliant", "compliant", "ok"),
    NON_COMPLIANT(NodeState.NON_COMPLIANT, "non-compliant", "nonCompliant", "nc"),
    SCAN_OUT_OF_DATE(NodeState.SCAN_OUT_OF_DATE, "scan out of date", "scanOutOfDate", "old"),
    CONNECTION_LOST(NodeState.CONNECTION_LOST, "connection lost", "connectionLost", "lost"),
    NEVER_SCANNED(NodeState.NEVER_SCANNED, "never scanned", "neverScanned", "never"),
    UNMANAGED(NodeState.UNMANAGED, "unmanaged", "unmanaged", "out"),
    UNREADABLE(NodeState.UNREADABLE, "unreadable", "unreadable", "blind");

    private static final List<ShownState> ORDER = List.of(values());
    private static final Map<NodeState, ShownState> BY_STATE = new EnumMap<>(NodeState.class);

    static {
        for (ShownState shown : values()) {
            BY_STATE.put(shown.state, shown);
        }
    }

    private final NodeState state;
    private final String words;
    private final String key;
    private final String code;

    ShownState(NodeState state, String words, String key, String code) {
        this.state = state;
        this.words = words;
        this.key = key;
        this.code = code;
    }

    public static ShownState of(NodeState state) {
        ShownState shown = BY_STATE.get(state);
        if (shown == null) {
            throw new IllegalArgumentException("a state that has no words yet: " + state);
        }
        return shown;
    }

    /** The five that are neither known as good nor as bad. */
    public static List<ShownState> unknown() {
        return Stream.of(values()).filter(shown -> !shown.state.isJudged()).toList();
    }

    public NodeState state() {
        return state;
    }

    /** Its place among the seven, from zero. */
    public int place() {
        return ORDER.indexOf(this);
    }

    /** In lower case, as within a sentence. */
    public String words() {
        return words;
    }

    /** As at the beginning of a line. */
    public String label() {
        return Words.capitalised(words);
    }

    /** Its name in JSON. */
    public String key() {
        return key;
    }

    /** Its short name in style sheets, marks and anchors. */
    public String code() {
        return code;
    }
}
