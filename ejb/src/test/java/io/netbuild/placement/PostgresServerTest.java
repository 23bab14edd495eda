package io.netbuild.placement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresServerTest {

    private final PostgresServer server =
            new PostgresServer("jdbc:postgresql://db1,db2:5433/netbuild?ssl=true&x=a/b", "secret");

    @Test
    void anotherDatabaseShouldKeepTheParameters() {
        assertThat(server.urlOf("tenant_acme")).isEqualTo("jdbc:postgresql://db1,db2:5433/tenant_acme?ssl=true&x=a/b");
    }

    @Test
    void theDatabaseShouldBeThatOfTheUrl() {
        assertThat(server.database()).isEqualTo("netbuild");
    }

    @Test
    void thePasswordShouldNotShow() {
        assertThat(server.toString()).doesNotContain("secret");
    }
}
