package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temporary;

    @Test
    void openShouldMakeADirectoryForItsOwnerOnly() throws IOException {
        DataDirectory data = new DataDirectory(temporary.resolve("new/data"));

        data.open();
        data.open();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
                .isEqualTo("rwx------");
        assertThat(data.path().resolve("VERSION")).hasContent(DataDirectory.FORMAT);
    }

    @Test
    void openShouldRefuseAnotherFormat() throws IOException {
        Files.writeString(temporary.resolve("VERSION"), "99\n");
        DataDirectory data = new DataDirectory(temporary);

        assertThatThrownBy(data::open)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("has format 99")
                .hasMessageContaining("has format " + DataDirectory.FORMAT);
    }

    @Test
    void openShouldRefuseADirectoryOfSomethingElse() throws IOException {
        Files.writeString(temporary.resolve("thesis.tex"), "precious");
        DataDirectory data = new DataDirectory(temporary);

        assertThatThrownBy(data::open)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("must be an empty directory");
        assertThat(temporary.resolve("VERSION")).doesNotExist();
    }

    @Test
    void openShouldRefuseAFile() throws IOException {
        DataDirectory data = new DataDirectory(Files.createFile(temporary.resolve("file")));

        assertThatThrownBy(data::open)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("must be a directory");
    }
}
