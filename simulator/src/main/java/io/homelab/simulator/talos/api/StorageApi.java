package io.homelab.simulator.talos.api;

import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import io.homelab.simulator.talos.node.SystemDisk;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.BlockDeviceWipe;
import io.homelab.simulator.talos.wire.BlockDeviceWipeRequest;
import io.homelab.simulator.talos.wire.BlockDeviceWipeResponse;
import io.homelab.simulator.talos.wire.Disk;
import io.homelab.simulator.talos.wire.Disks;
import io.homelab.simulator.talos.wire.DisksResponse;
import io.homelab.simulator.talos.wire.StorageServiceGrpc;

/** Disks, as the older of the two APIs for them. */
final class StorageApi extends StorageServiceGrpc.StorageServiceImplBase {
    @Override
    public void disks(Empty request, StreamObserver<DisksResponse> out) {
        Dispatch.unary(out, DisksResponse.getDefaultInstance(), StorageApi::disks);
    }

    private static DisksResponse disks(TalosNode node) {
        var system = node.systemDisk().map(SystemDisk::device).orElse("");
        var disks = Disks.newBuilder();
        for (var disk : node.hardware().disks()) {
            disks.addDisks(Disk.newBuilder()
                    .setSize(disk.sizeBytes())
                    .setModel("QEMU HARDDISK")
                    .setDeviceName(disk.device())
                    .setSerial("drive-" + disk.slot())
                    .setType(Disk.DiskType.SSD)
                    .setBusPath("/pci0000:00/0000:00:05.0/virtio2/host2/" + disk.slot())
                    .setSystemDisk(disk.device().equals(system))
                    .setSubsystem("/sys/class/block"));
        }
        return DisksResponse.newBuilder().addMessages(disks).build();
    }

    @Override
    public void blockDeviceWipe(BlockDeviceWipeRequest request, StreamObserver<BlockDeviceWipeResponse> out) {
        Dispatch.unary(out, BlockDeviceWipeResponse.getDefaultInstance(), node -> wipe(node, request));
    }

    private static BlockDeviceWipeResponse wipe(TalosNode node, BlockDeviceWipeRequest request) throws StatusException {
        for (var wanted : request.getDevicesList()) {
            var disk = node.hardware().disks().stream()
                    .filter(d -> d.device().equals("/dev/" + wanted.getDevice()))
                    .findFirst()
                    .orElseThrow(() -> Status.NOT_FOUND
                            .withDescription("blockdevice \"" + wanted.getDevice() + "\" not found")
                            .asException());
            if (node.systemDisk()
                    .map(SystemDisk::device)
                    .filter(disk.device()::equals)
                    .isPresent()) {
                throw Status.FAILED_PRECONDITION
                        .withDescription("blockdevice \"" + wanted.getDevice() + "\" is in use by volume \"STATE\"")
                        .asException();
            }
            disk.wipe();
        }
        return BlockDeviceWipeResponse.newBuilder()
                .addMessages(BlockDeviceWipe.getDefaultInstance())
                .build();
    }
}
