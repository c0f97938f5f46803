package io.homelab.workflows.wire;

import io.temporal.activity.ActivityInterface;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.common.metadata.WorkflowMethodType;
import io.temporal.workflow.WorkflowInterface;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What this module promises to histories and clients, as its classes say it. */
final class Contract {
    private static final String ROOT = "io.homelab.workflows";

    private Contract() {}

    /** Every class of the module. */
    static List<Class<?>> classes() {
        try {
            var root = Path.of(WireFormat.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (var files = Files.walk(root.resolve(ROOT.replace('.', '/')))) {
                return files.map(root::relativize)
                        .map(Path::toString)
                        .filter(f -> f.endsWith(".class") && !f.endsWith("package-info.class"))
                        .map(f -> f.substring(0, f.length() - ".class".length()).replace('/', '.'))
                        .<Class<?>>map(Contract::load)
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Contract.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<POJOWorkflowInterfaceMetadata> workflows() {
        return classes().stream()
                .filter(c -> c.isInterface() && c.isAnnotationPresent(WorkflowInterface.class))
                .map(POJOWorkflowInterfaceMetadata::newInstance);
    }

    private static Stream<POJOActivityInterfaceMetadata> activities() {
        return classes().stream()
                .filter(c -> c.isInterface() && c.isAnnotationPresent(ActivityInterface.class))
                .map(POJOActivityInterfaceMetadata::newInstance);
    }

    /** Every fixed name, as {@code kind name}. */
    static Set<String> names() {
        var names = new TreeSet<String>();
        workflows()
                .flatMap(w -> w.getMethodsMetadata().stream())
                .forEach(m -> names.add(kind(m.getType()) + " " + m.getName()));
        activities()
                .flatMap(a -> a.getMethodsMetadata().stream())
                .forEach(m -> names.add("activity " + m.getActivityTypeName()));
        SearchAttributes.ALL.forEach(a -> names.add(
                "search-attribute " + a.getName() + " " + a.getValueClass().getSimpleName()));
        names.add("task-queue " + TaskQueues.HOME);
        names.add("task-queue " + TaskQueues.CLOUD);
        return names;
    }

    private static String kind(WorkflowMethodType type) {
        return switch (type) {
            case NONE -> throw new IllegalStateException();
            case WORKFLOW -> "workflow";
            case SIGNAL -> "signal";
            case QUERY -> "query";
            case UPDATE -> "update";
            case UPDATE_VALIDATOR -> "validator";
        };
    }

    /** Every record that travels: those in signatures, and those inside them. */
    static Set<Class<?>> payloads() {
        Set<Class<?>> found = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
        Stream.concat(
                        workflows()
                                .flatMap(w -> w.getMethodsMetadata().stream())
                                .map(m -> m.getWorkflowMethod()),
                        activities()
                                .flatMap(a -> a.getMethodsMetadata().stream())
                                .map(m -> m.getMethod()))
                .forEach(method -> collect(method, found));
        return found;
    }

    private static void collect(Method method, Set<Class<?>> found) {
        collect(method.getGenericReturnType(), found);
        for (var parameter : method.getGenericParameterTypes()) {
            collect(parameter, found);
        }
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), found);
            for (var argument : generic.getActualTypeArguments()) {
                collect(argument, found);
            }
        } else if (type instanceof Class<?> payload && payload.isRecord() && found.add(payload)) {
            for (var component : payload.getRecordComponents()) {
                collect(component.getGenericType(), found);
            }
        }
    }
}
