package io.homelab.activities.kubernetes;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process does when it is asked to end or to show its threads. Helm's library takes those signals for itself with the
 * first chart and gives them back never (helm-java, native/internal/helm/install.go: signal.Notify without Stop): a worker that
 * had rendered a chart heard no request to end any more, nor did jcmd reach it.
 */
final class Signals {
    private static final int INTERRUPT = 2;
    private static final int QUIT = 3;
    private static final int TERMINATE = 15;
    /** A struct sigaction and more, on every platform that Helm's library is made for. */
    private static final int LARGEST = 512;

    private final Map<Integer, Memory> actions = new LinkedHashMap<>();

    private Signals() {}

    /** Nothing where there are no such signals. */
    static Signals asTheyAre() {
        var signals = new Signals();
        if (!Platform.isWindows()) {
            for (int signal : List.of(INTERRUPT, QUIT, TERMINATE)) {
                var action = new Memory(LARGEST);
                call(signal, null, action);
                signals.actions.put(signal, action);
            }
        }
        return signals;
    }

    /** Go takes each of them once, so that they stay from then on. */
    void putBack() {
        actions.forEach((signal, action) -> call(signal, action, null));
    }

    private static void call(int signal, @Nullable Memory wanted, @Nullable Memory before) {
        Function sigaction = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("sigaction");
        if (sigaction.invokeInt(new Object[] {signal, wanted, before}) != 0) {
            throw new IllegalStateException("the system does not say what signal " + signal + " does");
        }
    }
}
