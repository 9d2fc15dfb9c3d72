/**
 * Runs, and what became of windows. Not API: may change in any release.
 *
 * <p>A run is read from the outside in. {@code RunRequests} turns what is asked for into {@code Orders};
 * {@code GoingRun} is the handle, and finds whom they concern ({@code Muster}). {@code Steering} then lets two sides
 * take turns until every node has ended:
 *
 * <ul>
 *   <li>The {@code Roster} decides. It holds a {@code NodeTask} for each node, and with it {@code Turns} (who waits),
 *       {@code Course} (how it goes on after a failure), {@code Tally} (what is counted) and {@code News} (what
 *       listeners hear). {@code Verdicts}, {@code Causes} and {@code Retries} are the rules. None of these makes a
 *       call, asks a clock or starts a thread.
 *   <li>A {@code ScopeDesk} for each account and Region does. It looks who else is at work ({@code Occupied}), sends
 *       ({@code Dispatch}), follows ({@code CommandWatch}) and reads what scans found ({@code Reports}), and tells
 *       the roster what has happened.
 * </ul>
 *
 * <p><b>Who guards what.</b> The monitor of {@code Steering} is the lock of the run. All that decides is touched under
 * it alone, and no call to AWS is made and no desk is asked for anything while it is held. Desks work on any thread: what
 * they keep is immutable, concurrent, or guarded by the monitor of the class that keeps it; of a node they read only what
 * never changes; and they hold no lock while they tell the run what has happened.
 */
@org.jspecify.annotations.NullMarked
package io.patchfleet.internal.run;
