package io.netbuild.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "acme-eu", "0", "-", "a123456789b123456789c123456789d123456789"})
    void slugsShouldBeAccepted(String value) {
        assertThat(new TenantId(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Acme", "a b", "a_b", "a'b", "ä", "a\n", "a123456789b123456789c123456789d123456789e"})
    void anythingElseShouldBeRefusedWithFieldValueAndRule(String value) {
        assertThatThrownBy(() -> new TenantId(value)).isInstanceOfSatisfying(NetBuildException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FIELD);
            assertThat(e.members()).containsEntry("field", "tenant id").containsKeys("value", "rule");
        });
    }

    @Test
    void theDatabaseNameShouldBeAnIdentifierWithoutQuotes() {
        assertThat(new TenantId("acme-eu").databaseName()).isEqualTo("tenant_acme_eu");
    }

    @Test
    void theIdShouldBeFoundByTheDatabaseName() {
        assertThat(TenantId.ofDatabaseName("tenant_acme_eu")).contains(new TenantId("acme-eu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tenant_", "acme", "tenant_acme-eu", "tenant_A", "netbuild_app"})
    void namesThatBelongToNoTenantShouldHaveNoId(String name) {
        assertThat(TenantId.ofDatabaseName(name)).isEmpty();
    }
}
