package io.netbuild.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserHeadersHttpIT {

    @ParameterizedTest
    @CsvSource({
        "/login, 200",
        "/pages/login.js, 200",
        "/api/errors, 200",
        "/health/ready, 200",
        "/api/openapi, 200",
        "/api/tenants, 401",
        "/engine-rest/task, 401",
        "/nothing, 401",
    })
    void answersShouldHaveTheHeadersThatProtectBrowsers(String path, int status) {
        Answer plain = Api.anonymous().get(path).expect(status);

        assertThat(plain.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(plain.header("X-Frame-Options")).contains("DENY");
        assertThat(plain.header("Referrer-Policy")).contains("no-referrer");
        assertThat(plain.header("Strict-Transport-Security")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/pages/login.js", "/api/errors", "/health/ready"})
    void whatCameOverTlsShouldComeSoFromThenOn(String path) {
        Answer behindTls =
                Api.anonymous().with("X-Forwarded-Proto", "https").get(path).expect(200);

        assertThat(behindTls.header("Strict-Transport-Security")).contains("max-age=31536000");
    }
}
