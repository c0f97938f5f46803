package io.homelab.simulator.talos.api;

import java.util.List;
import java.util.Set;

/** Which roles may call what, and what can change anything. */
final class Rules {
    private static final String ADMIN = "os:admin";
    private static final String OPERATOR = "os:operator";
    private static final String READER = "os:reader";
    private static final String BACKUP = "os:etcd:backup";

    private static final Set<String> ADMIN_ONLY = Set.of(
            "ApplyConfiguration",
            "Bootstrap",
            "Read",
            "Kubeconfig",
            "Reset",
            "Upgrade",
            "Rollback",
            "EtcdRecover",
            "EtcdLeaveCluster",
            "EtcdRemoveMemberByID",
            "EtcdForfeitLeadership",
            "GenerateClientConfiguration",
            "MetaWrite",
            "MetaDelete",
            "BlockDeviceWipe",
            "Create",
            "Update",
            "Destroy",
            "Pull");
    private static final Set<String> OPERATORS = Set.of(
            "Reboot", "Shutdown", "ServiceStart", "ServiceStop", "ServiceRestart", "EtcdDefragment", "EtcdAlarmDisarm");
    private static final Set<String> ETCD_READS = Set.of("EtcdMemberList", "EtcdStatus", "EtcdAlarmList");
    private static final Set<String> READS_OF_ADMINS = Set.of("Read", "Kubeconfig", "GenerateClientConfiguration");

    private Rules() {}

    static boolean allows(String method, List<String> roles) {
        return roles.stream().anyMatch(allowed(method)::contains);
    }

    private static Set<String> allowed(String method) {
        if (ADMIN_ONLY.contains(method)) {
            return Set.of(ADMIN);
        }
        if (OPERATORS.contains(method)) {
            return Set.of(ADMIN, OPERATOR);
        }
        if (method.equals("EtcdSnapshot")) {
            return Set.of(ADMIN, OPERATOR, BACKUP);
        }
        return ETCD_READS.contains(method) ? Set.of(ADMIN, OPERATOR, READER, BACKUP) : Set.of(ADMIN, OPERATOR, READER);
    }

    static boolean mutates(String method) {
        return (ADMIN_ONLY.contains(method) || OPERATORS.contains(method)) && !READS_OF_ADMINS.contains(method);
    }

    static boolean admin(Caller caller) {
        return caller.roles().contains(ADMIN);
    }
}
