package io.netbuild.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExternalKeyTest {

    @Test
    void theKeyShouldBeTheSameForEver() {
        assertThat(ExternalKey.of("red Inc", "red.example")).hasToString("698fb5e0031bc8b9");
    }

    @Test
    void caseAndSpaceAroundShouldNotMatter() {
        assertThat(ExternalKey.of(" RED inc", "Red.Example ")).isEqualTo(ExternalKey.of("red Inc", "red.example"));
    }

    @Test
    void namesShouldNotRunIntoEachOther() {
        assertThat(ExternalKey.of("a", "bc")).isNotEqualTo(ExternalKey.of("ab", "c"));
    }
}
