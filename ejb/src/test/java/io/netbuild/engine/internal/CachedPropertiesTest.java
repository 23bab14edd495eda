package io.netbuild.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.ibatis.builder.BuilderException;
import org.apache.ibatis.scripting.xmltags.ExpressionEvaluator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** Each twice: the second time the method is known. */
class CachedPropertiesTest {

    private final ExpressionEvaluator conditions = new ExpressionEvaluator();

    @BeforeAll
    static void install() {
        CachedProperties.install();
    }

    /** Named as the engine names its properties. */
    public static class Check {

        private final boolean enabled;

        public Check(boolean enabled) {
            this.enabled = enabled;
        }

        public boolean isEnabled() {
            return enabled;
        }

        public boolean getIsSet() {
            return enabled;
        }

        public Hidden getHidden() {
            return new Hidden();
        }

        public boolean isBroken() {
            throw new IllegalStateException("broken");
        }
    }

    private static final class Hidden {

        @SuppressWarnings("unused") // by name
        public boolean isEnabled() {
            return true;
        }
    }

    /** Of another class with the same property: what is remembered is remembered for each. */
    public static class Opposite extends Check {

        public Opposite(boolean enabled) {
            super(enabled);
        }

        @Override
        public boolean isEnabled() {
            return !super.isEnabled();
        }
    }

    @RepeatedTest(2)
    void shouldReadProperties() {
        assertThat(conditions.evaluateBoolean("enabled", new Check(true))).isTrue();
        assertThat(conditions.evaluateBoolean("enabled", new Check(false))).isFalse();
        assertThat(conditions.evaluateBoolean("enabled", new Opposite(true))).isFalse();
    }

    @RepeatedTest(2)
    void shouldReadPropertiesNamedAsTheirMethod() {
        assertThat(conditions.evaluateBoolean("isEnabled", new Check(true))).isTrue();
        assertThat(conditions.evaluateBoolean("isEnabled", new Check(false))).isFalse();
        assertThat(conditions.evaluateBoolean("isSet", new Check(true))).isTrue();
    }

    @RepeatedTest(2)
    void shouldReadPropertiesOfClassesThatAreNotPublic() {
        assertThat(conditions.evaluateBoolean("hidden.enabled", new Check(false)))
                .isTrue();
    }

    @RepeatedTest(2)
    void shouldFailForWhatDoesNotExistOrFails() {
        assertThatThrownBy(() -> conditions.evaluateBoolean("nothing", new Check(true)))
                .isInstanceOf(BuilderException.class);
        assertThatThrownBy(() -> conditions.evaluateBoolean("broken", new Check(true)))
                .isInstanceOf(BuilderException.class)
                .hasRootCauseMessage("broken");
    }
}
