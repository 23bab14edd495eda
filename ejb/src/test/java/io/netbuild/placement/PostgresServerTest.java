package io.netbuild.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.NetBuildException;
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

    @Test
    void whicheverIsThePrimaryShouldBeConnectedToWhenThereIsAStandby() {
        PostgresServer pair = PostgresServer.withStandby("jdbc:postgresql://db1:5432/netbuild", "secret", "db2:5433");

        assertThat(pair.urlOf("tenant_acme"))
                .isEqualTo(
                        "jdbc:postgresql://db1:5432,db2:5433/tenant_acme?targetServerType=primary&hostRecheckSeconds=2");
        assertThat(pair.standbyUrlOf("tenant_acme"))
                .hasValue("jdbc:postgresql://db2:5433/tenant_acme?targetServerType=any&hostRecheckSeconds=2");
    }

    @Test
    void theUrlsOwnHostsAndParametersShouldStay() {
        PostgresServer pair = PostgresServer.withStandby(
                "jdbc:postgresql://db1:5432,db2:5433/netbuild?ssl=true", "secret", "db2:5433");

        assertThat(pair.url())
                .isEqualTo(
                        "jdbc:postgresql://db1:5432,db2:5433/netbuild?ssl=true&targetServerType=primary&hostRecheckSeconds=2");
    }

    @Test
    void aStandbyThatIsNoHostAndPortShouldBeRefused() {
        assertThatThrownBy(() -> PostgresServer.withStandby("jdbc:postgresql://db1/netbuild", "secret", "db2/x?y"))
                .isInstanceOf(NetBuildException.class)
                .hasMessageContaining("host:port");
    }
}
