package io.netbuild.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantLabelsTest {

    private static final TenantId RED = new TenantId("red");
    private static final TenantId BLUE = new TenantId("blue");
    private static final TenantId GREEN = new TenantId("green");

    private final TenantLabels labels = new TenantLabels(2);

    @Test
    void thereShouldNeverBeMoreLabelsThanAllowed() {
        assertThat(List.of(labels.labelOf(RED), labels.labelOf(BLUE), labels.labelOf(GREEN)))
                .containsExactly("red", "blue", TenantLabels.OTHER);
    }

    @Test
    void theBusiestShouldGetTheLabelsAndTheOthersLoseThem() {
        labels.labelOf(RED);
        labels.labelOf(BLUE);
        labels.labelOf(BLUE);
        labels.labelOf(GREEN);
        labels.labelOf(GREEN);
        List<String> dropped = new ArrayList<>();

        labels.rank(dropped::add);

        assertThat(dropped).containsExactly("red");
        assertThat(labels.labelOf(GREEN)).isEqualTo("green");
        assertThat(labels.labelOf(RED)).isEqualTo(TenantLabels.OTHER);
    }

    @Test
    void whoWasIdleShouldKeepALabelThatNobodyNeeds() {
        labels.labelOf(RED);
        List<String> dropped = new ArrayList<>();
        labels.rank(dropped::add);
        labels.labelOf(BLUE);

        labels.rank(dropped::add);

        assertThat(dropped).isEmpty();
        assertThat(labels.presentLabelOf(RED)).isEqualTo("red");
    }

    @Test
    void theFirstOnesShouldHaveLabelsWithoutAUse() {
        assertThat(labels.presentLabelOf(RED)).isEqualTo("red");
    }
}
