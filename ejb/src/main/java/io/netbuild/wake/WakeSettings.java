package io.netbuild.wake;

import io.netbuild.kernel.InvalidField;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings of wake-ups, {@code netbuild.wake.*}.
 *
 * @param sweep between two looks for work that no notification has told of; {@code sweep}, default 10 s
 */
@Dependent
public record WakeSettings(Duration sweep) {

    @Inject
    public WakeSettings(@ConfigProperty(name = "netbuild.wake.sweep", defaultValue = "PT10S") Duration sweep) {
        if (sweep.isNegative() || sweep.isZero()) {
            throw InvalidField.of("netbuild.wake.sweep", sweep, "more than zero");
        }
        this.sweep = sweep;
    }
}
