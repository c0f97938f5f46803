package io.homelab.simulator.talos;

import io.homelab.simulator.talos.api.GrpcDoors;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.Guest;
import io.homelab.simulator.world.Hardware;
import io.homelab.simulator.world.World;

/** Talos Linux as something that boots. */
public final class TalosSystem implements Guest.System {
    @Override
    public boolean isOn(BootImage image) {
        return image.system().equals("talos");
    }

    @Override
    public Guest boot(World world, Hardware hardware, BootImage image, boolean fromDisk, Guest.Power power) {
        return new TalosNode(world, hardware, image, fromDisk, power, new GrpcDoors());
    }
}
