package io.netbuild.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are put to the published schema and to the code: they have to agree. */
class CommandFormatTest {

    private static final Path SCHEMA = Path.of("../docs/reference/workflow-command.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonSchema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(SCHEMA));
    }

    private static boolean isValid(String command, String body) throws IOException {
        JsonNode document =
                JsonNodeFactory.instance.objectNode().put("command", command).set("body", JSON.readTree(body));
        return schema.validate(document).isEmpty();
    }

    private static String variable(String type, String value) {
        return "{\"processDefinitionKey\": \"p\", \"variables\": {\"v\": {\"type\": \"%s\", \"value\": %s}}}"
                .formatted(type, value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start {\"processDefinitionKey\": \"p\"}",
                "start {\"processDefinitionKey\": \"p\", \"businessKey\": \"k\", \"variables\": {}}",
                "correlate {\"messageName\": \"m\"}",
                "correlate {\"messageName\": \"m\", \"businessKey\": \"k\", \"processInstanceId\": \"i\", \"correlationKeys\": {\"a\": {\"type\": \"Long\", \"value\": 9223372036854775807}}, \"variables\": {\"b\": {\"type\": \"Null\", \"value\": null}}}",
                "signal {\"signalName\": \"s\"}",
                "signal {\"signalName\": \"s\", \"variables\": {\"b\": {\"type\": \"Boolean\", \"value\": true}}}",
                "complete-external-task {\"externalTaskId\": \"t\", \"workerId\": \"w\", \"businessKey\": \"k\"}",
            })
    void goodCommandShouldBeTakenBySchemaAndCode(String example) throws IOException {
        int space = example.indexOf(' ');
        String command = example.substring(0, space);
        String body = example.substring(space + 1);

        assertThat(isValid(command, body)).isTrue();
        assertThat(CommandFormat.read(command, body)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start {}",
                "start {\"processDefinitionKey\": \"\"}",
                "start {\"processDefinitionKey\": null}",
                "start {\"processDefinitionKey\": 7}",
                "start {\"processDefinitionKey\": \"p\", \"businessKey\": null}",
                "start {\"processDefinitionKey\": \"p\", \"unknown\": 1}",
                "start {\"processDefinitionKey\": \"p\", \"variables\": []}",
                "start {\"processDefinitionKey\": \"p\", \"variables\": {\"v\": 1}}",
                "start {\"processDefinitionKey\": \"p\", \"variables\": {\"v\": {\"value\": 1}}}",
                "start {\"processDefinitionKey\": \"p\", \"variables\": {\"\": {\"value\": 1, \"type\": \"Integer\"}}}",
                "start {\"processDefinitionKey\": \"p\", \"variables\": {\"v\": {\"value\": 1, \"type\": \"Integer\", \"valueInfo\": {}}}}",
                "start []",
                "correlate {\"signalName\": \"s\"}",
                "correlate {\"messageName\": \"m\", \"correlationKeys\": {\"a\": {\"type\": \"Null\", \"value\": null}}}",
                "signal {}",
                "signal {\"signalName\": \"s\", \"businessKey\": \"k\"}",
                "complete-external-task {\"externalTaskId\": \"t\"}",
                "remove {}",
            })
    void badCommandShouldBeRefusedBySchemaAndCode(String example) throws IOException {
        int space = example.indexOf(' ');
        String command = example.substring(0, space);
        String body = example.substring(space + 1);

        assertThat(isValid(command, body)).isFalse();
        assertThatThrownBy(() -> CommandFormat.read(command, body)).isInstanceOf(CommandRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Boolean false",
                "Bytes \"AAEC\"",
                "Bytes \"\"",
                "Date \"2026-11-21T10:00:00.000+0100\"",
                "Double 1.5",
                "Double 1",
                "Integer -2147483648",
                "Json \"{}\"",
                "Long 9223372036854775807",
                "Null null",
                "Short 32767",
                "String \"\"",
                "String \"\u00e4\ud83d\ude00\"",
            })
    void valueOfItsTypeShouldBeTakenBySchemaAndCode(String example) throws IOException {
        int space = example.indexOf(' ');
        String body = variable(example.substring(0, space), example.substring(space + 1));

        assertThat(isValid("start", body)).isTrue();
        assertThat(CommandFormat.read("start", body).variables()).containsKey("v");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Boolean \"true\"",
                "Bytes \"not base 64!\"",
                "Bytes 1",
                "Date \"2026-11-21\"",
                "Date 1",
                "Double \"1.5\"",
                "Double 1e999",
                "Integer 2147483648",
                "Integer 1.5",
                "Integer \"1\"",
                "Integer null",
                "Json {}",
                "Long 9223372036854775808",
                "Null 1",
                "Short 32768",
                "String 1",
                "String \"a\\u0000b\"",
                "Object \"x\"",
                "File \"x\"",
                "integer 1",
            })
    void valueOfAnotherTypeShouldBeRefusedBySchemaAndCode(String example) throws IOException {
        int space = example.indexOf(' ');
        String body = variable(example.substring(0, space), example.substring(space + 1));

        assertThat(isValid("start", body)).isFalse();
        assertThatThrownBy(() -> CommandFormat.read("start", body))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessageContaining("variables.v");
    }

    @Test
    void textsShouldBeMeasuredBySchemaAndCodeAlike() throws IOException {
        String longest = "{\"processDefinitionKey\": \"%s\"}".formatted("\ud83d\ude00".repeat(255));
        String longer = "{\"processDefinitionKey\": \"%s\"}".formatted("x".repeat(256));

        assertThat(isValid("start", longest)).isTrue();
        assertThat(CommandFormat.read("start", longest)).isNotNull();
        assertThat(isValid("start", longer)).isFalse();
        assertThatThrownBy(() -> CommandFormat.read("start", longer)).isInstanceOf(CommandRefusedException.class);
    }

    @Test
    void whatIsNoJsonShouldBeRefusedWithTheRule() {
        assertThatThrownBy(() -> CommandFormat.read("start", "{"))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessageContaining("body is '{', rule: a JSON object");
        assertThatThrownBy(() -> CommandFormat.read(null, "{}"))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessageContaining("command is nothing");
    }
}
