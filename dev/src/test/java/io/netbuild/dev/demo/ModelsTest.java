package io.netbuild.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelsTest {

    @Test
    void allShouldHaveEveryFileOfTheFolder() throws IOException, URISyntaxException {
        Path folder = Path.of(
                Objects.requireNonNull(Models.class.getResource("/models")).toURI());
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();

            assertThat(Models.all()).extracting(ModelFile::name).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void namedShouldFindAFileWithAndWithoutItsEnding() {
        assertThat(Models.named("simple").name()).isEqualTo("simple.bpmn");
        assertThat(Models.named("order-approval").name()).isEqualTo("order-approval.dmn");
        assertThat(Models.named("timer.bpmn").content()).isNotEmpty();
    }

    @Test
    void ofShouldHaveAllThatAnApplicationNeeds() {
        assertThat(Models.of("onboarding"))
                .extracting(ModelFile::name)
                .containsExactly("onboarding.bpmn", "onboarding-step.bpmn", "onboarding-steps.dmn");
    }

    @Test
    void anUnknownNameShouldBeRefused() {
        assertThatThrownBy(() -> Models.named("nothing")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Models.of("nothing")).isInstanceOf(IllegalArgumentException.class);
    }
}
