package io.homelab.cli.command;

import io.homelab.lab.secrets.SecretRef;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a reference to a secret; what is no reference may be the secret itself, so the message does not repeat it. */
final class ReferenceConverter implements ITypeConverter<SecretRef> {
    @Override
    public SecretRef convert(String value) {
        try {
            return SecretRef.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "it is a reference, never the secret itself: env:NAME, file:PATH or exec:COMMAND");
        }
    }
}
