package io.netbuild.dev.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/** A {@code multipart/form-data} body (RFC 7578) under construction. */
final class Multipart {

    private final String boundary = "----netbuild-" + UUID.randomUUID();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Multipart field(String name, String value) {
        return part("name=\"%s\"".formatted(name), "", value.getBytes(UTF_8));
    }

    Multipart file(ModelFile file) {
        return part(
                "name=\"%1$s\"; filename=\"%1$s\"".formatted(file.name()),
                "Content-Type: application/octet-stream\r\n",
                file.content());
    }

    private Multipart part(String disposition, String headers, byte[] content) {
        write("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + headers + "\r\n");
        body.writeBytes(content);
        write("\r\n");
        return this;
    }

    private void write(String text) {
        body.writeBytes(text.getBytes(UTF_8));
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
        return whole.toByteArray();
    }
}
