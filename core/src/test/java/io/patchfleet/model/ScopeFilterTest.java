package io.patchfleet.model;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScopeFilterTest {

    private static final Scope FRANKFURT = new Scope("111122223333", "eu-central-1");
    private static final Scope FRANKFURT_ELSEWHERE = new Scope("444455556666", "eu-central-1");
    private static final Scope TOKYO = new Scope("111122223333", "ap-northeast-1");

    @Test
    void regionsHoldInEveryAccountAndAccountsInEveryRegion() {
        Scope.Filter region = Scope.inRegions("eu-central-1", "eu-west-1");
        Scope.Filter account = Scope.inAccounts("111122223333");
        assertAll(
                () -> assertTrue(region.matches(FRANKFURT)),
                () -> assertTrue(region.matches(FRANKFURT_ELSEWHERE)),
                () -> assertFalse(region.matches(TOKYO)),
                () -> assertTrue(account.matches(TOKYO)),
                () -> assertFalse(account.matches(FRANKFURT_ELSEWHERE)));
    }

    @Test
    void bothTogetherHoldWhereEachHolds() {
        Scope.Filter both = Scope.inRegions("eu-central-1").and(Scope.inAccounts("111122223333"));
        assertAll(
                () -> assertTrue(both.matches(FRANKFURT)),
                () -> assertFalse(both.matches(FRANKFURT_ELSEWHERE)),
                () -> assertFalse(both.matches(TOKYO)),
                () -> assertEquals("111122223333 in eu-central-1", both.toString()));
    }

    @Test
    void twoListsOfRegionsHoldWhereTheyMeet() {
        assertEquals(
                Scope.inRegions("eu-west-1"),
                Scope.inRegions("eu-central-1", "eu-west-1").and(Scope.inRegions("eu-west-1", "us-east-1")));
    }

    @Test
    void whatCoversAnotherHoldsWhereverThatOneDoes() {
        Scope.Filter europe = Scope.inRegions("eu-central-1", "eu-west-1");
        Scope.Filter frankfurt = Scope.inRegions("eu-central-1");
        assertAll(
                () -> assertTrue(europe.covers(frankfurt)),
                () -> assertFalse(frankfurt.covers(europe)),
                () -> assertTrue(frankfurt.covers(frankfurt.and(Scope.inAccounts("111122223333")))),
                () -> assertFalse(frankfurt.covers(Scope.inAccounts("111122223333"))));
    }

    @Test
    void whatHoldsNowhereOrIsNoScopeIsRefused() {
        assertAll(
                () -> refused(() -> Scope.inRegions()),
                () -> refused(() -> Scope.inAccounts()),
                () -> refused(() -> Scope.inRegions("Frankfurt")),
                () -> refused(() -> Scope.inAccounts("1111-2222-3333")),
                () -> refused(() -> Scope.inRegions("eu-central-1").and(Scope.inRegions("eu-west-1"))));
    }

    private static void refused(Runnable filter) {
        assertThrows(InvalidInputException.class, filter::run);
    }
}
