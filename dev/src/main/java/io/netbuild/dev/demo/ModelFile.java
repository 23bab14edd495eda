package io.netbuild.dev.demo;

/**
 * A model as the modeller saved it.
 *
 * @param name the file's name, unique among all models
 * @param content the file's bytes, read anew for each caller
 */
@SuppressWarnings("ArrayRecordComponent") // carried to a deployment, never compared
public record ModelFile(String name, byte[] content) {}
