package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://broker.example:61616, broker.example, 61616, false",
        "ssl://10.0.0.1:61617, 10.0.0.1, 61617, true"
    })
    void urlShouldBecomeSettings(String url, String host, String port, String tls) {
        assertThat(new BrokerAddress(url, "platform", "secret").systemProperties())
                .containsEntry("netbuild.broker.host", host)
                .containsEntry("netbuild.broker.port", port)
                .containsEntry("netbuild.broker.tls", tls)
                .containsEntry("netbuild.jms.producer-required", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "broker:61616", "http://broker:61616", "tcp://broker", "tcp://a:b@broker:61616"})
    void wrongUrlShouldBeRefused(String url) {
        assertThatThrownBy(() -> new BrokerAddress(url, "platform", "secret"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("--broker-url " + url + ": must be of the form");
    }

    @Test
    void passwordShouldNotBeShown() {
        assertThat(new BrokerAddress("tcp://broker:1", "platform", "hush")).hasToString("tcp://broker:1");
    }
}
