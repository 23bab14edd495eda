package io.netbuild.context;

import io.netbuild.kernel.InvalidField;
import java.time.Duration;

/**
 * What a transaction of a tenant may take from PostgreSQL.
 *
 * @param workMemMegabytes {@code work_mem}, in MB
 * @param statementTimeout {@code statement_timeout}; zero means none
 */
public record SessionLimits(int workMemMegabytes, Duration statementTimeout) {

    public SessionLimits {
        if (workMemMegabytes < 1) {
            throw InvalidField.of("work_mem", workMemMegabytes, "at least 1 MB");
        }
        if (statementTimeout.isNegative()) {
            throw InvalidField.of("statement_timeout", statementTimeout, "zero or longer");
        }
    }
}
