package io.netbuild.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.Tier;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewTenantTest {

    @Test
    void equalWishesShouldHaveTheSameHash() {
        NewTenant one = wish("acme", "acme.example", Isolation.SHARED, "default", Map.of("a", "1", "b", "2"));
        NewTenant other = wish("acme", "acme.example", Isolation.SHARED, "default", Map.of("b", "2", "a", "1"));

        assertThat(RequestHash.of(one)).isEqualTo(RequestHash.of(other));
    }

    @Test
    void differentWishesShouldHaveDifferentHashes() {
        NewTenant one = wish("acme", "acme.example", Isolation.SHARED, "default", Map.of());
        NewTenant other = wish("acme", "acme.example", Isolation.SCHEMA, "default", Map.of());

        assertThat(RequestHash.of(one)).isNotEqualTo(RequestHash.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme", "-acme.example", "acme..example", "a b.example", "acme.example/"})
    void aDomainShouldBeAName(String domain) {
        assertThatThrownBy(() -> wish("acme", domain, Isolation.SHARED, "default", Map.of()))
                .isInstanceOf(NetBuildException.class)
                .hasMessageContaining("emailDomain");
    }

    @Test
    void theNameOfTheSharedEngineShouldBeTaken() {
        assertThatThrownBy(() -> wish("default", "acme.example", Isolation.SCHEMA, "default", Map.of()))
                .hasMessageContaining("shared engine");
    }

    @Test
    void aServerShouldGoWithADatabaseOnly() {
        assertThatThrownBy(() -> wish("acme", "acme.example", Isolation.SCHEMA, "eu1", Map.of()))
                .hasMessageContaining("server is 'eu1'");
    }

    @Test
    void labelsShouldBeNamedPlainly() {
        assertThatThrownBy(() -> wish("acme", "acme.example", Isolation.SHARED, "default", Map.of("a b", "1")))
                .hasMessageContaining("labels");
    }

    private static NewTenant wish(
            String id, String domain, Isolation isolation, String server, Map<String, String> labels) {
        return new NewTenant(
                new TenantId(id), "Acme", "Acme Inc", domain, Tier.TRIAL, isolation, server, Map.of(), labels);
    }
}
