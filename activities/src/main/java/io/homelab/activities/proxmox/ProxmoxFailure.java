package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of Proxmox that is no success. Status 500 is its catch-all, so the text decides (facts: proxmox A2; texts from
 * qemu-server and pve-storage).
 */
final class ProxmoxFailure extends Problem {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Pattern PERMISSION =
            Pattern.compile("Permission check failed \\(([^,)]+), ?([A-Za-z.]+)[^)]*\\)");

    private final int status;
    private final String text;

    private ProxmoxFailure(FailureClass kind, int status, String text, String where, @Nullable String remedy) {
        super(kind, text.isBlank() ? "Proxmox answered " + status : text, where, remedy);
        this.status = status;
        this.text = text.toLowerCase(Locale.ROOT);
    }

    /** The thing asked for is not there: an empty look, not an error. */
    boolean missing() {
        return text.contains("does not exist") || text.contains("no such vm") || status == 404;
    }

    /** A machine with that id is there already. */
    boolean alreadyExists() {
        return text.contains("already exists");
    }

    /** The machine is already in the wanted power state. */
    boolean alreadyRunning() {
        return text.contains("already running");
    }

    /** Proxmox does not know the task, or not any more. */
    boolean noSuchTask() {
        return text.contains("no such task");
    }

    /** The guest was asked to shut down and does not, or cannot be asked. */
    boolean notHeard() {
        return text.contains("quit/powerdown failed")
                || text.contains("guest agent")
                || text.contains("cannot shutdown");
    }

    static ProxmoxFailure of(int status, String message, String where, String tokenId) {
        var text = message.strip();
        var lower = text.toLowerCase(Locale.ROOT);
        return switch (status) {
            case 401 ->
                new ProxmoxFailure(
                        FailureClass.AUTH,
                        status,
                        "Proxmox refuses the API token " + tokenId + (text.isBlank() ? "" : ": " + text),
                        where,
                        "check hypervisor.tokenId and hypervisor.token in lab.yaml; pveum user token list "
                                + tokenId.replaceFirst("!.*", ""));
            case 403 -> denied(text, where, tokenId);
            case 400 -> new ProxmoxFailure(FailureClass.CONFIG, status, text, where, null);
            case 429 -> new ProxmoxFailure(FailureClass.RATE, status, text, where, null);
            case 501 -> new ProxmoxFailure(FailureClass.BUG, status, text, where, null);
            case 500 -> new ProxmoxFailure(classOf(lower), status, text, where, null);
            default ->
                new ProxmoxFailure(
                        status >= 500 ? FailureClass.TRANSIENT : FailureClass.CONFIG, status, text, where, null);
        };
    }

    /** Older servers put the message into the reason phrase only, newer ones into the body too; 400s name the fields. */
    static String message(Response response, String body) {
        var text = response.message();
        try {
            var json = body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
            if (text.isBlank()) {
                text = json.path("message").asString("");
            }
            var fields = json.path("errors");
            return fields.isObject() && !fields.isEmpty() ? text.strip() + " " + fields : text;
        } catch (JacksonException e) {
            return text; // the body is a proxy's page; the reason phrase is all there is
        }
    }

    /** The failure of a task, by its exit status. */
    static ProxmoxFailure ofTask(String exitStatus, String where) {
        return new ProxmoxFailure(classOf(exitStatus.toLowerCase(Locale.ROOT)), 500, exitStatus, where, null);
    }

    private static ProxmoxFailure denied(String text, String where, String tokenId) {
        var matcher = PERMISSION.matcher(text);
        var remedy = matcher.find()
                ? "pveum role add Homelab --privs " + matcher.group(2) + " && pveum acl modify " + matcher.group(1)
                        + " --tokens '" + tokenId + "' --roles Homelab"
                : "the README lists the privileges that the token " + tokenId + " needs";
        return new ProxmoxFailure(FailureClass.AUTH, 403, text, where, remedy);
    }

    private static FailureClass classOf(String text) {
        if (text.contains("checksum mismatch (file change")) {
            return FailureClass.CONFLICT;
        }
        if (text.contains("out of space")
                || text.contains("no space left")
                || text.contains("not enough space")
                || text.contains("insufficient free space")
                || text.contains("cannot allocate memory")) {
            return FailureClass.CAPACITY;
        }
        if (text.contains("storage '")
                || text.contains("protection mode enabled")
                || text.contains("checksum mismatch")) {
            return FailureClass.CONFIG;
        }
        return FailureClass.TRANSIENT;
    }
}
