package io.homelab.activities.checks;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;

/** The expressions of criteria: CEL with its string functions, Base64 and optional fields, and no other. */
final class Expressions {
    private final CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder()
            .addLibraries(
                    CelExtensions.strings(), CelExtensions.encoders(CelOptions.DEFAULT), CelOptionalLibrary.INSTANCE)
            .build();

    /** A compiled expression. */
    interface Expression<T> {
        /** What it says of these values; {@link CelEvaluationException} when they do not fit it. */
        T of(Map<String, Object> values) throws CelEvaluationException;
    }

    Expression<Boolean> condition(String text, Map<String, CelType> variables) {
        var program = compile(text, variables, SimpleType.BOOL);
        return values -> (Boolean) program.eval(values);
    }

    Expression<String> text(String text, Map<String, CelType> variables) {
        var program = compile(text, variables, SimpleType.STRING);
        return values -> (String) program.eval(values);
    }

    private CelRuntime.Program compile(String text, Map<String, CelType> variables, CelType result) {
        var compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(
                        CelExtensions.strings(),
                        CelExtensions.encoders(CelOptions.DEFAULT),
                        CelOptionalLibrary.INSTANCE)
                .setResultType(result);
        variables.forEach(compiler::addVar);
        try {
            return runtime.createProgram(compiler.build().compile(text).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("criteria.yaml: " + text + ": " + e.getMessage(), e);
        }
    }
}
