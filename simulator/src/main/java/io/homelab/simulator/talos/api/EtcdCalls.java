package io.homelab.simulator.talos.api;

import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.node.EtcdCluster;
import io.homelab.simulator.talos.node.Progress;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.*; // one message and its envelope per call

/** Calls about etcd. */
final class EtcdCalls {
    private EtcdCalls() {}

    static void onlyControlPlane(TalosNode node, String what) throws StatusException {
        if (!node.config().map(MachineConfig::controlPlane).orElse(false)) {
            throw Status.UNIMPLEMENTED
                    .withDescription(what + " is only available on control plane nodes")
                    .asException();
        }
    }

    static EtcdCluster running(TalosNode node, String what) throws StatusException {
        onlyControlPlane(node, what);
        if (node.services().etcd().progress() != Progress.UP) {
            throw Status.UNKNOWN
                    .withDescription(
                            "failed to create etcd client: error building etcd client: context deadline exceeded")
                    .asException();
        }
        return node.services().etcd().state().orElseThrow();
    }

    static BootstrapResponse bootstrap(TalosNode node, BootstrapRequest request) throws StatusException {
        if (!node.config().map(MachineConfig::controlPlane).orElse(false)) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("bootstrap can only be performed on a control plane node")
                    .asException();
        }
        synchronized (node.site()) {
            if (node.services().system() != Progress.UP) {
                throw Status.FAILED_PRECONDITION
                        .withDescription("bootstrap is not available yet")
                        .asException();
            }
            var etcd = node.services().etcd();
            if (etcd.cluster().isPresent() || etcd.progress() != Progress.DOWN) {
                throw Status.ALREADY_EXISTS
                        .withDescription("etcd data directory is not empty")
                        .asException();
            }
            if (request.getRecoverEtcd() && node.uploaded().isEmpty()) {
                throw Status.FAILED_PRECONDITION
                        .withDescription("etcd recover requested but no snapshot was uploaded")
                        .asException();
            }
            etcd.bootstrap();
            if (request.getRecoverEtcd()) {
                Snapshots.restore(node);
            }
        }
        return BootstrapResponse.newBuilder()
                .addMessages(Bootstrap.getDefaultInstance())
                .build();
    }

    static EtcdMemberListResponse members(TalosNode node) throws StatusException {
        var cluster = running(node, "member list");
        var members = EtcdMembers.newBuilder();
        for (var member : cluster.members()) {
            members.addLegacyMembers(member.hostname());
            members.addMembersBuilder()
                    .setId(member.id())
                    .setHostname(member.hostname())
                    .addPeerUrls("https://" + member.address() + ":2380")
                    .addClientUrls("https://" + member.address() + ":2379");
        }
        return EtcdMemberListResponse.newBuilder().addMessages(members).build();
    }

    static EtcdStatusResponse status(TalosNode node) throws StatusException {
        var cluster = running(node, "etcd status");
        var etcd = node.services().etcd();
        var revision = node.site()
                .kubernetes(cluster.id())
                .map(io.homelab.simulator.kubernetes.KubernetesCluster::revision)
                .orElse(1L);
        var status = EtcdMemberStatus.newBuilder()
                .setStorageVersion("3.5.0")
                .setProtocolVersion("3.5.18")
                .setDbSize(20 << 20)
                .setDbSizeInUse(10 << 20)
                .setRaftIndex(revision)
                .setRaftAppliedIndex(revision)
                .setRaftTerm(cluster.term())
                .setLeader(node.site().quorum(cluster) ? etcd.leader() : 0)
                .setMemberId(etcd.mine().map(EtcdCluster.EtcdMember::id).orElse(0L));
        if (!node.site().quorum(cluster)) {
            status.addErrors("etcdserver: no leader");
        }
        return EtcdStatusResponse.newBuilder()
                .addMessages(EtcdStatus.newBuilder().setMemberStatus(status))
                .build();
    }

    static EtcdAlarmListResponse alarms(TalosNode node) throws StatusException {
        running(node, "etcd alarm list");
        return EtcdAlarmListResponse.newBuilder()
                .addMessages(EtcdAlarm.getDefaultInstance())
                .build();
    }

    static EtcdAlarmDisarmResponse disarm(TalosNode node) throws StatusException {
        running(node, "etcd alarm disarm");
        return EtcdAlarmDisarmResponse.newBuilder()
                .addMessages(EtcdAlarmDisarm.getDefaultInstance())
                .build();
    }

    static EtcdDefragmentResponse defragment(TalosNode node) throws StatusException {
        running(node, "etcd defragment");
        return EtcdDefragmentResponse.newBuilder()
                .addMessages(EtcdDefragment.getDefaultInstance())
                .build();
    }

    static EtcdRemoveMemberByIDResponse remove(TalosNode node, long member) throws StatusException {
        quorate(node, "etcd remove member");
        if (!node.services().etcd().remove(member)) {
            throw Status.NOT_FOUND
                    .withDescription(
                            "failed to remove member " + Long.toHexString(member) + ": etcdserver: member not found")
                    .asException();
        }
        return EtcdRemoveMemberByIDResponse.newBuilder()
                .addMessages(EtcdRemoveMemberByID.getDefaultInstance())
                .build();
    }

    private static EtcdCluster quorate(TalosNode node, String what) throws StatusException {
        var cluster = running(node, what);
        if (!node.site().quorum(cluster)) {
            throw Status.UNKNOWN.withDescription("etcdserver: no leader").asException();
        }
        return cluster;
    }

    static EtcdLeaveClusterResponse leave(TalosNode node) throws StatusException {
        var cluster = quorate(node, "etcd leave");
        if (cluster.members().size() < 2) {
            throw Status.UNKNOWN
                    .withDescription("failed to leave cluster: cannot remove the last member")
                    .asException();
        }
        node.services().etcd().leave();
        return EtcdLeaveClusterResponse.newBuilder()
                .addMessages(EtcdLeaveCluster.getDefaultInstance())
                .build();
    }

    static EtcdForfeitLeadershipResponse forfeit(TalosNode node) throws StatusException {
        var cluster = quorate(node, "etcd forfeit leadership");
        var etcd = node.services().etcd();
        var mine = etcd.mine().map(EtcdCluster.EtcdMember::id).orElse(0L);
        var answer = EtcdForfeitLeadership.newBuilder();
        if (etcd.leader() == mine && node.site().live(cluster.id()) > 1) {
            etcd.elect();
            etcd.state().flatMap(c -> c.member(etcd.leader())).ifPresent(m -> answer.setMember(m.hostname()));
        }
        return EtcdForfeitLeadershipResponse.newBuilder().addMessages(answer).build();
    }
}
