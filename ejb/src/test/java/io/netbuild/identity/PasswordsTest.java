package io.netbuild.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.NetBuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private static final String PASSWORD = "correct horse battery";

    @Test
    void onlyTheSamePasswordShouldMatch() {
        String hash = Passwords.hash(PASSWORD);

        assertThat(Passwords.matches(PASSWORD, hash)).isTrue();
        assertThat(Passwords.matches(PASSWORD + " ", hash)).isFalse();
        assertThat(Passwords.matches("", hash)).isFalse();
    }

    @Test
    void nothingShouldMatchWhereThereIsNoPassword() {
        assertThat(Passwords.matches(PASSWORD, null)).isFalse();
        assertThat(Passwords.matches("nobody has this password", null)).isFalse();
    }

    @Test
    void hashesShouldBeSaltedArgon2id() {
        assertThat(Passwords.hash(PASSWORD))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .isNotEqualTo(Passwords.hash(PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eleven char"})
    void shortPasswordsShouldBeRefusedWithoutBeingShown(String password) {
        assertThatThrownBy(() -> Passwords.requireGood(password))
                .isInstanceOf(NetBuildException.class)
                .hasMessageContaining("password is '" + password.length() + " characters'")
                .hasMessageContaining("12 to 128");
    }

    @Test
    void longPasswordsShouldBeRefused() {
        assertThatCode(() -> Passwords.requireGood("x".repeat(128))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Passwords.requireGood("x".repeat(129))).isInstanceOf(NetBuildException.class);
    }
}
