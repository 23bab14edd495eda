package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnownProcessTest {
    private final Process process;

    KnownProcessTest() throws IOException {
        process = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void endProcess() {
        process.destroyForcibly();
    }

    @Test
    void terminateShouldEndTheProcess() {
        KnownProcess known = KnownProcess.of(process.toHandle());

        boolean ended = known.terminate(Duration.ofSeconds(10));

        assertThat(ended).isTrue();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void terminateShouldNotTouchAnotherProcessOfTheSameNumber() {
        KnownProcess earlier = new KnownProcess(process.pid(), Instant.now().minus(Duration.ofHours(1)));

        earlier.terminateOrKill(Duration.ofSeconds(1));

        assertThat(earlier.isAlive()).isFalse();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void endedProcessShouldNotBeFound() throws InterruptedException {
        KnownProcess known = KnownProcess.of(process.toHandle());

        process.destroyForcibly().waitFor();

        assertThat(known.find()).isEmpty();
    }
}
