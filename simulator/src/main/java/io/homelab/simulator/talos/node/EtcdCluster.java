package io.homelab.simulator.talos.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One etcd cluster, which a bootstrap made. A Talos cluster should have one; a second is the split that operators fear.
 *
 * @param id also the key of the Kubernetes state that lives in it
 * @param cluster the Talos cluster's id
 * @param bootstrappedBy the machine's uuid
 * @param term counts elections
 */
public record EtcdCluster(
        String id, String cluster, String bootstrappedBy, String bootstrappedAt, List<EtcdMember> members, long term) {
    public EtcdCluster {
        members = List.copyOf(members);
    }

    /** One member, known by the machine's uuid. */
    public record EtcdMember(long id, String machine, String hostname, String address) {}

    public Optional<EtcdMember> member(long memberId) {
        return members.stream().filter(m -> m.id() == memberId).findFirst();
    }

    EtcdCluster with(EtcdMember member) {
        var more = new ArrayList<>(members);
        more.add(member);
        return new EtcdCluster(id, cluster, bootstrappedBy, bootstrappedAt, more, term + 1);
    }

    EtcdCluster without(long memberId) {
        var fewer = members.stream().filter(m -> m.id() != memberId).toList();
        return new EtcdCluster(id, cluster, bootstrappedBy, bootstrappedAt, fewer, term + 1);
    }

    EtcdCluster elected() {
        return new EtcdCluster(id, cluster, bootstrappedBy, bootstrappedAt, members, term + 1);
    }
}
