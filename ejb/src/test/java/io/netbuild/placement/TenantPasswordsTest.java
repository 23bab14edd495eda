package io.netbuild.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TenantPasswordsTest {

    private static final TenantId ACME = new TenantId("acme");

    @Test
    void aPasswordShouldFollowFromKeyAndTenantAlone() {
        assertThat(with((byte) 1).of(ACME)).isEqualTo(with((byte) 1).of(ACME)).hasSizeGreaterThanOrEqualTo(43);
        assertThat(with((byte) 1).of(ACME)).isNotEqualTo(with((byte) 2).of(ACME));
        assertThat(with((byte) 1).of(ACME)).isNotEqualTo(with((byte) 1).of(new TenantId("other")));
    }

    @Test
    void aShortKeyShouldBeRefusedWithoutShowingIt() {
        String key = Base64.getEncoder().encodeToString("short".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> new TenantPasswords(key))
                .hasMessageContaining("netbuild.master.key")
                .hasMessageNotContaining(key);
        assertThatThrownBy(() -> new TenantPasswords("no base64!")).hasMessageNotContaining("no base64");
    }

    private static TenantPasswords with(byte seed) {
        byte[] key = new byte[32];
        key[0] = seed;
        return new TenantPasswords(Base64.getEncoder().encodeToString(key));
    }
}
