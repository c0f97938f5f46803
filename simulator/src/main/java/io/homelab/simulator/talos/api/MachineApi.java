package io.homelab.simulator.talos.api;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.homelab.simulator.talos.wire.*; // the whole service

/** The machine API of a machine that has a configuration. */
final class MachineApi extends MachineServiceGrpc.MachineServiceImplBase {
    @Override
    public void applyConfiguration(ApplyConfigurationRequest request, StreamObserver<ApplyConfigurationResponse> out) {
        Dispatch.unary(
                out, ApplyConfigurationResponse.getDefaultInstance(), node -> NextConfiguration.apply(node, request));
    }

    @Override
    public void bootstrap(BootstrapRequest request, StreamObserver<BootstrapResponse> out) {
        Dispatch.unary(out, BootstrapResponse.getDefaultInstance(), node -> EtcdCalls.bootstrap(node, request));
    }

    @Override
    public void version(Empty request, StreamObserver<VersionResponse> out) {
        Dispatch.unary(out, VersionResponse.getDefaultInstance(), Facts::version);
    }

    @Override
    public void hostname(Empty request, StreamObserver<HostnameResponse> out) {
        Dispatch.unary(out, HostnameResponse.getDefaultInstance(), Facts::hostname);
    }

    @Override
    public void memory(Empty request, StreamObserver<MemoryResponse> out) {
        Dispatch.unary(out, MemoryResponse.getDefaultInstance(), Facts::memory);
    }

    @Override
    public void mounts(Empty request, StreamObserver<MountsResponse> out) {
        Dispatch.unary(out, MountsResponse.getDefaultInstance(), Facts::mounts);
    }

    @Override
    public void loadAvg(Empty request, StreamObserver<LoadAvgResponse> out) {
        Dispatch.unary(out, LoadAvgResponse.getDefaultInstance(), Facts::load);
    }

    @Override
    public void systemStat(Empty request, StreamObserver<SystemStatResponse> out) {
        Dispatch.unary(out, SystemStatResponse.getDefaultInstance(), Facts::stat);
    }

    @Override
    public void serviceList(Empty request, StreamObserver<ServiceListResponse> out) {
        Dispatch.unary(out, ServiceListResponse.getDefaultInstance(), ServiceStates::list);
    }

    @Override
    public void serviceRestart(ServiceRestartRequest request, StreamObserver<ServiceRestartResponse> out) {
        Dispatch.unary(
                out, ServiceRestartResponse.getDefaultInstance(), node -> ServiceStates.restart(node, request.getId()));
    }

    @Override
    public void serviceStart(ServiceStartRequest request, StreamObserver<ServiceStartResponse> out) {
        Dispatch.unary(
                out, ServiceStartResponse.getDefaultInstance(), node -> ServiceStates.start(node, request.getId()));
    }

    @Override
    public void serviceStop(ServiceStopRequest request, StreamObserver<ServiceStopResponse> out) {
        Dispatch.unary(
                out, ServiceStopResponse.getDefaultInstance(), node -> ServiceStates.stop(node, request.getId()));
    }

    @Override
    public void etcdMemberList(EtcdMemberListRequest request, StreamObserver<EtcdMemberListResponse> out) {
        Dispatch.unary(out, EtcdMemberListResponse.getDefaultInstance(), EtcdCalls::members);
    }

    @Override
    public void etcdStatus(Empty request, StreamObserver<EtcdStatusResponse> out) {
        Dispatch.unary(out, EtcdStatusResponse.getDefaultInstance(), EtcdCalls::status);
    }

    @Override
    public void etcdAlarmList(Empty request, StreamObserver<EtcdAlarmListResponse> out) {
        Dispatch.unary(out, EtcdAlarmListResponse.getDefaultInstance(), EtcdCalls::alarms);
    }

    @Override
    public void etcdAlarmDisarm(Empty request, StreamObserver<EtcdAlarmDisarmResponse> out) {
        Dispatch.unary(out, EtcdAlarmDisarmResponse.getDefaultInstance(), EtcdCalls::disarm);
    }

    @Override
    public void etcdDefragment(Empty request, StreamObserver<EtcdDefragmentResponse> out) {
        Dispatch.unary(out, EtcdDefragmentResponse.getDefaultInstance(), EtcdCalls::defragment);
    }

    @Override
    public void etcdRemoveMemberByID(
            EtcdRemoveMemberByIDRequest request, StreamObserver<EtcdRemoveMemberByIDResponse> out) {
        Dispatch.unary(
                out,
                EtcdRemoveMemberByIDResponse.getDefaultInstance(),
                node -> EtcdCalls.remove(node, request.getMemberId()));
    }

    @Override
    public void etcdLeaveCluster(EtcdLeaveClusterRequest request, StreamObserver<EtcdLeaveClusterResponse> out) {
        Dispatch.unary(out, EtcdLeaveClusterResponse.getDefaultInstance(), EtcdCalls::leave);
    }

    @Override
    public void etcdForfeitLeadership(
            EtcdForfeitLeadershipRequest request, StreamObserver<EtcdForfeitLeadershipResponse> out) {
        Dispatch.unary(out, EtcdForfeitLeadershipResponse.getDefaultInstance(), EtcdCalls::forfeit);
    }

    @Override
    public void etcdSnapshot(EtcdSnapshotRequest request, StreamObserver<Data> out) {
        Dispatch.stream(out, Snapshots::send);
    }

    @Override
    public StreamObserver<Data> etcdRecover(StreamObserver<EtcdRecoverResponse> out) {
        return Snapshots.receive(out);
    }

    @Override
    public void containers(ContainersRequest request, StreamObserver<ContainersResponse> out) {
        Dispatch.unary(out, ContainersResponse.getDefaultInstance(), node -> ContainerCalls.list(node, request));
    }

    @Override
    public void reboot(RebootRequest request, StreamObserver<RebootResponse> out) {
        Dispatch.unary(out, RebootResponse.getDefaultInstance(), PowerCalls::reboot);
    }

    @Override
    public void shutdown(ShutdownRequest request, StreamObserver<ShutdownResponse> out) {
        Dispatch.unary(out, ShutdownResponse.getDefaultInstance(), PowerCalls::shutdown);
    }

    @Override
    public void reset(ResetRequest request, StreamObserver<ResetResponse> out) {
        Dispatch.unary(out, ResetResponse.getDefaultInstance(), node -> ResetCall.reset(node, request));
    }

    @Override
    public void upgrade(UpgradeRequest request, StreamObserver<UpgradeResponse> out) {
        Dispatch.unary(out, UpgradeResponse.getDefaultInstance(), node -> UpgradeCall.upgrade(node, request));
    }

    @Override
    public void rollback(RollbackRequest request, StreamObserver<RollbackResponse> out) {
        Dispatch.unary(out, RollbackResponse.getDefaultInstance(), PowerCalls::rollback);
    }

    @Override
    public void metaWrite(MetaWriteRequest request, StreamObserver<MetaWriteResponse> out) {
        Dispatch.unary(out, MetaWriteResponse.getDefaultInstance(), node -> MetaCalls.write(node, request));
    }

    @Override
    public void metaDelete(MetaDeleteRequest request, StreamObserver<MetaDeleteResponse> out) {
        Dispatch.unary(out, MetaDeleteResponse.getDefaultInstance(), node -> MetaCalls.delete(node, request));
    }

    @Override
    public void generateClientConfiguration(
            GenerateClientConfigurationRequest request, StreamObserver<GenerateClientConfigurationResponse> out) {
        Dispatch.unary(
                out,
                GenerateClientConfigurationResponse.getDefaultInstance(),
                node -> Credentials.talosconfig(node, request));
    }

    @Override
    public void kubeconfig(Empty request, StreamObserver<Data> out) {
        Dispatch.stream(out, Credentials::kubeconfig);
    }

    @Override
    public void events(EventsRequest request, StreamObserver<Event> out) {
        Dispatch.<Event>stream(out, (node, to) -> Streams.events(node, request, to));
    }

    @Override
    public void dmesg(DmesgRequest request, StreamObserver<Data> out) {
        Dispatch.<Data>stream(out, (node, to) -> Streams.dmesg(node, request, to));
    }

    @Override
    public void logs(LogsRequest request, StreamObserver<Data> out) {
        Dispatch.<Data>stream(out, (node, to) -> Streams.logs(node, request, to));
    }

    @Override
    public void read(ReadRequest request, StreamObserver<Data> out) {
        Dispatch.<Data>stream(out, (node, to) -> Streams.read(node, request, to));
    }
}
