package io.netbuild.it.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** The body of a deployment. */
public final class Multipart {

    private static final String BOUNDARY = "----netbuild-it";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    public Multipart field(String name, String value) {
        return part("name=\"%s\"".formatted(name), "", value.getBytes(UTF_8));
    }

    public Multipart file(String name, byte[] content) {
        return part(
                "name=\"%1$s\"; filename=\"%1$s\"".formatted(name),
                "Content-Type: application/octet-stream\r\n",
                content);
    }

    private Multipart part(String disposition, String headers, byte[] content) {
        write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + headers + "\r\n");
        body.writeBytes(content);
        write("\r\n");
        return this;
    }

    private void write(String text) {
        body.writeBytes(text.getBytes(UTF_8));
    }

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return whole.toByteArray();
    }
}
