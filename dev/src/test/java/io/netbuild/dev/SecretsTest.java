package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path temporary;

    private Path file = Path.of("secrets.properties");

    @BeforeEach
    void locate() {
        file = temporary.resolve("secrets.properties");
    }

    @Test
    void secretsShouldBeMadeOnce() throws IOException {
        Secrets made = Secrets.in(file);

        assertThat(Secrets.in(file)).isEqualTo(made);
        assertThat(Base64.getDecoder().decode(made.masterKey())).hasSize(32);
        assertThat(made.nodeId().length()).as("WildFly's limit").isLessThanOrEqualTo(23);
    }

    @Test
    void fileShouldBeReadableByItsOwnerOnly() throws IOException {
        Secrets.in(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void secretOfALaterVersionShouldBeAddedToTheOthers() throws IOException {
        Files.writeString(file, "master.key=kept\nother=kept as well\n");

        Secrets secrets = Secrets.in(file);

        assertThat(secrets.masterKey()).isEqualTo("kept");
        assertThat(file).content().contains("other=kept as well", "node.id=" + secrets.nodeId());
    }

    @Test
    void textFormShouldNotShowThem() throws IOException {
        Secrets secrets = Secrets.in(file);

        assertThat(secrets + " " + secrets.roles())
                .doesNotContain(secrets.masterKey())
                .doesNotContain(secrets.roles().owner());
    }
}
