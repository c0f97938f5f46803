package io.homelab.activities.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a live object has everything that a manifest says; what the server added by itself is no difference. */
public final class Subset {
    private Subset() {}

    /** Whether {@code live} has everything that {@code wanted} has. */
    public static boolean holds(@Nullable Object wanted, @Nullable Object live) {
        return switch (wanted) {
            case null -> true;
            case Map<?, ?> map -> map(map, live);
            case List<?> list -> list(list, live);
            default -> Objects.equals(wanted.toString(), String.valueOf(live));
        };
    }

    private static boolean map(Map<?, ?> wanted, @Nullable Object live) {
        if (wanted.isEmpty()) {
            return true; // servers drop empty maps
        }
        return live instanceof Map<?, ?> there
                && wanted.entrySet().stream().allMatch(e -> holds(e.getValue(), there.get(e.getKey())));
    }

    private static boolean list(List<?> wanted, @Nullable Object live) {
        if (wanted.isEmpty()) {
            return true;
        }
        if (!(live instanceof List<?> there) || there.size() < wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!holds(wanted.get(i), there.get(i))) {
                return false;
            }
        }
        return true;
    }
}
