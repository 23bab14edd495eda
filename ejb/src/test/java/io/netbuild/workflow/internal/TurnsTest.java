package io.netbuild.workflow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final TenantId BUSY = new TenantId("busy");
    private static final TenantId QUIET = new TenantId("quiet");

    private final Turns turns = new Turns(2);

    @Test
    void tenantWithOnePieceShouldNotWaitForAllOfAnother() throws InterruptedException {
        turns.add(BUSY, 1_000);
        turns.add(QUIET, 1);

        List<TenantId> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Turns.Turn turn = turns.take();
            order.add(turn.tenant());
            turns.done(turn, true);
        }

        assertThat(order.subList(0, 2)).containsExactly(BUSY, QUIET);
    }

    @Test
    void tenantShouldHaveNoMoreThanItsShareAtTheSameTime() throws Exception {
        turns.add(BUSY, 10);
        Turns.Turn first = turns.take();
        turns.take();

        CompletableFuture<Turns.Turn> third = CompletableFuture.supplyAsync(this::take);
        assertThatThrownBy(() -> third.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        turns.done(first, true);

        assertThat(third.get(10, TimeUnit.SECONDS).tenant()).isEqualTo(BUSY);
    }

    @Test
    void workThatComesDuringAnUnsuccessfulLookShouldNotBeForgotten() throws Exception {
        turns.add(BUSY, 1);
        Turns.Turn looking = turns.take();
        turns.add(BUSY, 1);

        turns.done(looking, false);

        assertThat(CompletableFuture.supplyAsync(this::take)
                        .get(10, TimeUnit.SECONDS)
                        .tenant())
                .isEqualTo(BUSY);
    }

    @Test
    void tenantShouldBeLookedAtAgainWhenItsLastPieceMayHaveFreedAnother() throws Exception {
        turns.add(BUSY, 2);
        Turns.Turn working = turns.take();
        Turns.Turn blocked = turns.take();

        turns.done(blocked, false);
        turns.done(working, true);

        assertThat(CompletableFuture.supplyAsync(this::take)
                        .get(10, TimeUnit.SECONDS)
                        .tenant())
                .isEqualTo(BUSY);
    }

    private Turns.Turn take() {
        try {
            return turns.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
