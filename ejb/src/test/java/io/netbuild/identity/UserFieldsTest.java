package io.netbuild.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.NetBuildException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserFieldsTest {

    @ParameterizedTest
    @ValueSource(strings = {"operator", "tenant-admin", "user", "", "a b", "a/b"})
    void rolesAndNonsenseShouldBeNoGroups(String group) {
        assertThatThrownBy(() -> UserFields.groups(List.of("clerks", group))).isInstanceOf(NetBuildException.class);
    }

    @Test
    void groupsShouldBeASortedSet() {
        assertThat(UserFields.groups(List.of("clerks", "auditors", "clerks"))).containsExactly("auditors", "clerks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "ann@acme", "@acme.example", "a b@acme.example", "a@b@acme.example"})
    void otherThanAddressesShouldBeRefused(String email) {
        assertThatThrownBy(() -> UserFields.requireEmail(email)).hasMessageContaining("email");
    }

    @Test
    void anAddressShouldBeTaken() {
        assertThatCode(() -> UserFields.requireEmail("ann.o'hara+x@mail.acme.example"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ann", ".ann", "ann smith", "ann/../bob"})
    void otherThanUserIdsShouldBeRefused(String id) {
        assertThatThrownBy(() -> new UserId(id)).hasMessageContaining("id");
    }
}
