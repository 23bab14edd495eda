package io.netbuild.dev.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The BPMN and DMN models under {@code models/}, in a folder for each application; what an application needs is deployed together. Their process
 * and decision keys are the names without the ending, but for {@code failing} ({@code always-failing}) and {@code timer} ({@code short-timer}).
 */
public final class Models {

    private static final List<String> PATHS = List.of(
            "order-fulfilment/order-fulfilment.bpmn",
            "order-fulfilment/order-approval.dmn",
            "onboarding/onboarding.bpmn",
            "onboarding/onboarding-step.bpmn",
            "onboarding/onboarding-steps.dmn",
            "failing/failing.bpmn",
            "simple/simple.bpmn",
            "timer/timer.bpmn");

    private Models() {}

    /** All models, those of one application next to each other. */
    public static List<ModelFile> all() {
        return PATHS.stream().map(Models::load).toList();
    }

    /** The names of the applications. */
    public static List<String> applications() {
        return PATHS.stream().map(path -> folder(path)).distinct().toList();
    }

    /**
     * The models of one application.
     *
     * @throws IllegalArgumentException when there is no such application
     */
    public static List<ModelFile> of(String application) {
        List<ModelFile> files = PATHS.stream()
                .filter(path -> folder(path).equals(application))
                .map(Models::load)
                .toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException("No application '%s' among %s".formatted(application, applications()));
        }
        return files;
    }

    /**
     * The model in the file of that name, with or without its ending; a BPMN file goes before a DMN file.
     *
     * @throws IllegalArgumentException when there is no such model
     */
    public static ModelFile named(String name) {
        return find(name)
                .or(() -> find(name + ".bpmn"))
                .or(() -> find(name + ".dmn"))
                .map(Models::load)
                .orElseThrow(() -> new IllegalArgumentException("No model '%s' among %s".formatted(name, PATHS)));
    }

    private static Optional<String> find(String file) {
        return PATHS.stream().filter(path -> file(path).equals(file)).findFirst();
    }

    private static ModelFile load(String path) {
        try (InputStream stream = Models.class.getResourceAsStream("/models/" + path)) {
            if (stream == null) {
                throw new IllegalStateException("The model " + path + " is not on the class path");
            }
            return new ModelFile(file(path), stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String folder(String path) {
        return path.substring(0, path.indexOf('/'));
    }

    private static String file(String path) {
        return path.substring(path.indexOf('/') + 1);
    }
}
