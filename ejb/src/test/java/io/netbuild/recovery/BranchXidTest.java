package io.netbuild.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchXidTest {

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatTheDriverHasWrittenShouldBeRead() {
        BranchXid xid = BranchXid.of("131077_" + base64("transaction~?") + "_" + base64("branch"))
                .orElseThrow();

        assertThat(xid.getFormatId()).isEqualTo(131_077);
        assertThat(xid.getGlobalTransactionId()).asString().isEqualTo("transaction~?");
        assertThat(xid.getBranchQualifier()).asString().isEqualTo("branch");
        assertThat(xid.isSameAs(BranchXid.of("131077_" + base64("transaction~?") + "_" + base64("other"))
                        .orElseThrow()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "by-hand", "1_2", "1__", "x_YQ==_YQ==", "1_Y_YQ==", "99999999999_YQ==_YQ==", "1_YQ==_Y'"})
    void namesOfOthersShouldBeLeftAlone(String gid) {
        assertThat(BranchXid.of(gid)).isEmpty();
    }
}
