package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateTest {
    private static final KnownProcess THIS = KnownProcess.of(ProcessHandle.current());

    @TempDir
    Path temporary;

    @Test
    void stateShouldBeReadAsItWasWritten() throws IOException {
        StackState running = running(THIS);

        running.write(data().state());

        assertThat(StackState.read(data().state())).contains(running);
        assertThat(StackState.actual(data())).isEqualTo(running);
        assertThat(running.process(StackState.SUPERVISOR)).contains(THIS);
    }

    @Test
    void stateShouldBeStoppedWithoutAFile() throws IOException {
        StackState state = StackState.actual(data());

        assertThat(state.state()).isEqualTo(StackState.State.STOPPED);
        assertThat(state.versions()).containsKeys("java", "postgresql", "wildfly", "netbuild", "dataFormat");
    }

    @Test
    void stateShouldBeCrashedWhenAnotherProcessHasTheSupervisorsNumber() throws IOException {
        running(new KnownProcess(THIS.pid(), Instant.EPOCH)).write(data().state());

        assertThat(StackState.actual(data()).state()).isEqualTo(StackState.State.CRASHED);
    }

    @Test
    void damagedFileShouldBeNamed() throws IOException {
        Files.writeString(data().state(), "{\"state\": \"RUN");

        assertThatThrownBy(() -> StackState.actual(data()))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(data().state() + " is damaged");
    }

    private DataDirectory data() {
        return new DataDirectory(temporary);
    }

    private StackState running(KnownProcess supervisor) {
        return StackState.stopped(data())
                .as(StackState.State.RUNNING)
                .with(StackState.SUPERVISOR, supervisor)
                .withVersion("postgresql", "17.1");
    }
}
