package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/postgres,             jdbc:postgresql://db:5432/netbuild",
        "jdbc:postgresql://db,                           jdbc:postgresql://db/netbuild",
        "jdbc:postgresql://a:1/,                         jdbc:postgresql://a:1/netbuild",
        "jdbc:postgresql://db/admin?sslmode=verify-full, jdbc:postgresql://db/netbuild?sslmode=verify-full"
    })
    void urlShouldKeepServerAndParameters(String given, String expected) {
        assertThat(new DatabaseAddress(given, "admin", "secret").urlOf("netbuild"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "postgresql://db/x", "jdbc:mysql://db/x", "jdbc:postgresql:///x", "jdbc:postgresql://a/b/c"})
    void wrongUrlShouldBeRefused(String url) {
        assertThatThrownBy(() -> new DatabaseAddress(url, "admin", "secret"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("--database-url " + url + ": must be of the form");
    }

    @Test
    void passwordInTheUrlShouldBeRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> new DatabaseAddress("jdbc:postgresql://a/b?password=hush", "admin", "secret"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("NETBUILD_DATABASE_PASSWORD")
                .hasMessageNotContaining("hush");
    }
}
