package io.netbuild.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {

    private static final TenantId RED = new TenantId("red");
    private static final TenantId BLUE = new TenantId("blue");

    @Test
    void anOperatorShouldEnterEveryTenant() {
        assertThatCode(() -> new Caller("olga", Set.of("operator"), Optional.empty()).requireMemberOf(RED))
                .doesNotThrowAnyException();
    }

    @Test
    void aMemberShouldEnterItsOwnTenantOnly() {
        Caller ann = new Caller("ann", Set.of("user"), Optional.of(RED));

        assertThatCode(() -> ann.requireMemberOf(RED)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ann.requireMemberOf(BLUE))
                .isInstanceOfSatisfying(
                        NetBuildException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void aTenantsTokenShouldNotMakeAnOperator() {
        Caller ann = new Caller("ann", Set.of("operator", "user"), Optional.of(RED));

        assertThatThrownBy(ann::requireOperator).isInstanceOf(NetBuildException.class);
        assertThatThrownBy(() -> ann.requireMemberOf(BLUE)).isInstanceOf(NetBuildException.class);
        assertThat(ann.engineGroups()).containsExactly("user");
    }

    @Test
    void aTokenWithoutARoleShouldNotEnter() {
        assertThatThrownBy(() -> new Caller("ann", Set.of("other"), Optional.of(RED)).requireMemberOf(RED))
                .isInstanceOf(NetBuildException.class);
    }
}
