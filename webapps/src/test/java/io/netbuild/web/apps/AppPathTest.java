package io.netbuild.web.apps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppPathTest {

    @ParameterizedTest
    @CsvSource({
        "/app/cockpit/acme/, PAGE",
        "/app/cockpit/acme, PAGE",
        "/app/tasklist/acme/index.html, PAGE",
        "/app/admin/acme/setup/, PAGE",
        "/app/welcome/acme/, PAGE",
        "/api/engine/engine/acme/task, INTERFACE",
        "/api/engine/engine/acme/history/process-instance/count, INTERFACE",
        "/api/cockpit/plugin/base/acme/process-definition/statistics, INTERFACE",
        "/api/admin/plugin/adminPlugins/acme/metrics/aggregated, INTERFACE",
        "/api/tasklist/plugin/any/acme/thing, INTERFACE",
        "/api/admin/auth/user/acme, INTERFACE",
        "/api/admin/auth/user/acme/logout, INTERFACE"
    })
    void theTenantShouldStandWhereTheEnginesNameBelongs(String path, AppPath.Kind kind) {
        AppPath found = AppPath.of(path);

        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.tenant()).contains("acme");
    }

    @ParameterizedTest
    @CsvSource({
        "'', welcome",
        "/, welcome",
        "/index.html, welcome",
        "/app, welcome",
        "/app/, welcome",
        "/app/cockpit, cockpit",
        "/app/tasklist/, tasklist"
    })
    void aPathWithoutATenantShouldBeAWayIn(String path, String app) {
        AppPath found = AppPath.of(path);

        assertThat(found.kind()).isEqualTo(AppPath.Kind.ENTRANCE);
        assertThat(found.app()).isEqualTo(app);
        assertThat(found.tenant()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/admin/setup/acme/user/create",
                "/api/admin/auth/user/acme/login/cockpit",
                "/api/engine/engine/acme/external-task/fetchAndLock",
                "/api/engine/engine/acme/telemetry/data",
                "/api/engine/engine/acme",
                "/api/engine/process-definition",
                "/api/cockpit/plugin/base/acme",
                "/api/other/plugin/base/acme/x",
                "/app/other/acme/",
                "/WEB-INF/web.xml",
                "/error"
            })
    void everythingElseShouldBeClosed(String path) {
        assertThat(AppPath.of(path).kind()).isEqualTo(AppPath.Kind.NOTHING);
    }

    @Test
    void aPluginsFilesShouldBeTheSameForAll() {
        assertThat(AppPath.of("/api/cockpit/plugin/cockpitPlugins/static/app/plugin.js")
                        .kind())
                .isEqualTo(AppPath.Kind.FILE);
    }

    @Test
    void theListOfEnginesShouldBelongToNoTenant() {
        assertThat(AppPath.of("/api/engine/engine").kind()).isEqualTo(AppPath.Kind.ENGINES);
        assertThat(AppPath.of("/api/engine/engine/").kind()).isEqualTo(AppPath.Kind.ENGINES);
    }
}
