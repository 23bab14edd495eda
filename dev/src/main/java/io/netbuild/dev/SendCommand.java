package io.netbuild.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netbuild send}. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description =
                "Sends a command to the queue jms/WorkflowCommands of the running platform; prints the id of the message.",
        footer = {
            "",
            "Examples:",
            "  netbuild send --tenant acme --definition simple --business-key order-1 --variable amount:Integer=42",
            "  netbuild send --tenant acme --command correlate --name paid --business-key order-1",
            "  netbuild send --tenant acme --command start --file order.json"
        })
final class SendCommand implements Callable<Integer> {
    static final String KEY_VARIABLE = "NETBUILD_API_KEY";

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "start", Set.of("--definition", "--business-key", "--variable"),
            "correlate", Set.of("--name", "--business-key", "--variable"),
            "signal", Set.of("--name", "--variable"),
            "complete-external-task", Set.of("--external-task", "--worker", "--business-key", "--variable"));
    private static final Map<String, String> NAME_FIELDS = Map.of("correlate", "messageName", "signal", "signalName");

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--tenant", paramLabel = "ID", required = true, description = "The tenant that it is for.")
    private String tenant = "";

    @Option(
            names = "--command",
            paramLabel = "NAME",
            defaultValue = "start",
            description = "start, correlate, signal or complete-external-task (default: ${DEFAULT-VALUE}).")
    private String command = "start";

    @Option(names = "--definition", paramLabel = "KEY", description = "start: the process definition.")
    private @Nullable String definition;

    @Option(names = "--name", paramLabel = "NAME", description = "correlate, signal: of the message or signal.")
    private @Nullable String name;

    @Option(names = "--external-task", paramLabel = "ID", description = "complete-external-task: the task.")
    private @Nullable String externalTask;

    @Option(names = "--worker", paramLabel = "ID", description = "complete-external-task: who has locked it.")
    private @Nullable String worker;

    @Option(names = "--business-key", paramLabel = "KEY", description = "The business key.")
    private @Nullable String businessKey;

    @Option(
            names = "--variable",
            paramLabel = "NAME[:TYPE]=VALUE",
            description = "A variable; the type is String unless it is said. Can be repeated.")
    private List<String> variables = List.of();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The body as JSON, instead of the options for its fields.")
    private @Nullable Path file;

    @Option(names = "--message-id", paramLabel = "ID", description = "The id of the message (default: a random one).")
    private @Nullable String messageId;

    @Option(
            names = "--group",
            paramLabel = "KEY",
            description = "What has the same is carried out in order (default: the business key).")
    private @Nullable String group;

    @Option(
            names = "--count",
            paramLabel = "COUNT",
            defaultValue = "1",
            description = "How many times, with different ids.")
    private int count;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The API key, or user and password of a broker outside of the server, id.secret (default: the"
                    + " environment variable " + KEY_VARIABLE
                    + ", which nobody else on this machine can see; without it, one for this command of the user"
                    + " operator of the platform that runs from --data).")
    private @Nullable String key;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Of the platform, http://host:port, or of a broker outside of it, tcp://host:port or ssl://host:port"
                            + " (default: those that run from --data).")
    private @Nullable URI url;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(count > 0, "--count " + count + ": must be positive");
        check(messageId == null || count == 1, "--message-id: only for a single message");
        check(
                messageId == null || (!messageId.isBlank() && messageId.length() <= 100),
                "--message-id: must have 1 to 100 characters");
        checkOptions();
        String body = body();
        String given = key == null ? System.getenv(KEY_VARIABLE) : key;
        ApiKey sender = given == null ? null : ApiKey.parse(given);
        check(sender != null || url == null, "--url: needs --key or the environment variable " + KEY_VARIABLE);
        Optional<URI> broker = url == null ? data.runningBroker() : Optional.of(url);
        URI platform = url == null ? data.runningPlatform() : url;
        if (sender != null) {
            send(broker.orElse(platform), sender, body);
            return ExitCode.OK;
        }
        check(broker.isEmpty(), "--key: must be given, the broker outside of the server has users of its own");
        DevelopmentTokens tokens =
                new DevelopmentTokens(platform, data.directory().issuer());
        try (TemporaryKey temporary = TemporaryKey.of(platform, tokens)) {
            send(platform, temporary.key(), body);
            return ExitCode.OK;
        }
    }

    private void send(URI platform, ApiKey sender, String body) {
        try (MessagePort port = MessagePort.open(platform, sender)) {
            for (int i = 0; i < count; i++) {
                String id = messageId == null ? UUID.randomUUID().toString() : messageId;
                port.send(tenant, command, id, body, group);
                System.out.println(id);
            }
        } catch (JMSRuntimeException e) {
            throw new StackException("not sent: " + reason(e), e);
        }
    }

    /** In one line, without the names of the client's classes. */
    private static String reason(JMSRuntimeException failure) {
        if (failure instanceof JMSSecurityRuntimeException) {
            return "the API key is wrong, revoked or expired, or may not send";
        }
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("the broker does not answer");
    }

    /** Options that the command would pass over are refused. */
    private void checkOptions() {
        Set<String> known = OPTIONS.get(command);
        check(known != null, "--command " + command + ": must be start, correlate, signal or complete-external-task");
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("--definition", definition);
        given.put("--name", name);
        given.put("--external-task", externalTask);
        given.put("--worker", worker);
        given.put("--business-key", businessKey);
        given.put("--variable", variables.isEmpty() ? null : variables);
        given.forEach((option, value) -> {
            check(
                    value == null || file == null,
                    "%s: cannot be given with --file, which holds the whole body".formatted(option));
            check(
                    value == null || (known != null && known.contains(option)),
                    "%s: is not for --command %s".formatted(option, command));
        });
    }

    private static String object(Path file) throws IOException {
        check(Files.isReadable(file), "--file " + file + ": cannot be read");
        String text = Files.readString(file);
        try {
            JsonNode body = JSON.readTree(text);
            check(body != null && body.isObject(), "--file " + file + ": must hold one JSON object");
        } catch (JsonProcessingException e) {
            throw new StartRefusedException("--file " + file + ": is not JSON, " + e.getOriginalMessage());
        }
        return text;
    }

    private String body() throws IOException {
        if (file != null) {
            return object(file);
        }
        ObjectNode body = JSON.createObjectNode();
        switch (command) {
            case "start" -> put(body, "processDefinitionKey", "--definition", definition);
            case "correlate", "signal" -> put(body, NAME_FIELDS.getOrDefault(command, ""), "--name", name);
            case "complete-external-task" -> {
                put(body, "externalTaskId", "--external-task", externalTask);
                put(body, "workerId", "--worker", worker);
            }
            default ->
                throw new StartRefusedException(
                        "--command " + command + ": must be start, correlate, signal or complete-external-task");
        }
        if (businessKey != null) {
            body.put("businessKey", businessKey);
        }
        if (!variables.isEmpty()) {
            ObjectNode typed = body.putObject("variables");
            for (String variable : variables) {
                TypedVariable.parse(variable).addTo(typed);
            }
        }
        return body.toString();
    }

    private void put(ObjectNode body, String field, String option, @Nullable String value) {
        check(value != null, "--command " + command + ": needs " + option + ", or --file");
        body.put(field, value);
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new StartRefusedException(message);
        }
    }
}
