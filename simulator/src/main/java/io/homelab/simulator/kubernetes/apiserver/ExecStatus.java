package io.homelab.simulator.kubernetes.apiserver;

import tools.jackson.databind.node.ObjectNode;

/**
 * How an executed command ended, as the error channel says it; the words are those of Kubernetes 1.32
 * (apiserver's streamtranslator, kubelet's and cri-streaming's remotecommand).
 */
final class ExecStatus {
    private ExecStatus() {}

    /** @param code the program's exit code */
    static ObjectNode exited(int code) {
        var status = Json.object();
        status.putObject("metadata");
        if (code == 0) {
            return status.put("status", "Success");
        }
        status.put("status", "Failure")
                .put("message", "command terminated with non-zero exit code: command terminated with exit code " + code)
                .put("reason", "NonZeroExitCode");
        status.putObject("details")
                .putArray("causes")
                .addObject()
                .put("reason", "ExitCode")
                .put("message", Integer.toString(code));
        return status;
    }

    /** Something between the client and the program failed. */
    static ObjectNode internal(String why) {
        var status = Json.object();
        status.putObject("metadata");
        status.put("status", "Failure")
                .put("message", "Internal error occurred: " + why)
                .put("reason", "InternalError");
        status.putObject("details").putArray("causes").addObject().put("message", why);
        return status.put("code", 500);
    }
}
