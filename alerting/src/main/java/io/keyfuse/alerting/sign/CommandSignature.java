package io.keyfuse.alerting.sign;

/**
 * The two headers of a signed command.
 *
 * @param keyId value of {@link CommandHeaders#KEY_ID}
 * @param base64 value of {@link CommandHeaders#SIGNATURE}
 */
public record CommandSignature(String keyId, String base64) {}
