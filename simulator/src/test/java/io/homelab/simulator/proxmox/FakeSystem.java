package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.Guest;
import io.homelab.simulator.world.Hardware;
import io.homelab.simulator.world.World;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An operating system that installs itself at once and obeys the power button. */
final class FakeSystem implements Guest.System {
    final List<Booted> booted = new CopyOnWriteArrayList<>();

    @Override
    public boolean isOn(BootImage image) {
        return image.system().equals("fake");
    }

    @Override
    public Guest boot(World world, Hardware hardware, BootImage image, boolean fromDisk, Guest.Power power) {
        var guest = new Booted(hardware, image, fromDisk, power);
        booted.add(guest);
        return guest;
    }

    Booted last() {
        return booted.getLast();
    }

    static final class Booted implements Guest {
        final Hardware hardware;
        final BootImage image;
        final boolean fromDisk;
        final Guest.Power power;
        volatile boolean cut;

        Booted(Hardware hardware, BootImage image, boolean fromDisk, Guest.Power power) {
            this.hardware = hardware;
            this.image = image;
            this.fromDisk = fromDisk;
            this.power = power;
        }

        @Override
        public void powerCut() {
            cut = true;
        }

        @Override
        public void powerButton(Runnable whenDown) {
            whenDown.run();
        }

        @Override
        public boolean agentAnswers() {
            return true;
        }

        @Override
        public List<Address> addresses() {
            return List.of(new Address("eth0", hardware.nics().getFirst().mac(), "127.0.0.9", 24));
        }
    }
}
