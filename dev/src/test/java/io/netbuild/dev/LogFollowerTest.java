package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
    @TempDir
    Path temporary;

    @Test
    void followerShouldGiveEachCompleteLineOnce() throws IOException {
        Path log = temporary.resolve("log");
        LogFollower follower = new LogFollower(log, 0);

        assertThat(follower.newLines()).isEmpty();
        Files.writeString(log, "first\nsec");
        assertThat(follower.newLines()).containsExactly("first");
        Files.writeString(log, "ond\n", StandardOpenOption.APPEND);
        assertThat(follower.newLines()).containsExactly("second");
        assertThat(follower.newLines()).isEmpty();
    }

    @Test
    void followerShouldBeginAgainWithANewFile() throws IOException {
        Path log = temporary.resolve("log");
        Files.writeString(log, "an old line\n");
        LogFollower follower = new LogFollower(log, Files.size(log));

        Files.writeString(log, "new\n");

        assertThat(follower.newLines()).containsExactly("new");
    }

    @Test
    void tailShouldGiveTheLastLinesSinceAPosition() throws IOException {
        Path log = temporary.resolve("log");
        Files.writeString(log, "before\n");
        long before = Files.size(log);
        Files.writeString(log, "one\ntwo\nthree\n", StandardOpenOption.APPEND);

        assertThat(new LogFile(log).tail(2, 0)).containsExactly("two", "three");
        assertThat(new LogFile(log).tail(9, before)).containsExactly("one", "two", "three");
    }
}
