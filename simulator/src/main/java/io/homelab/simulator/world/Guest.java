package io.homelab.simulator.world;

import java.util.List;

/** An operating system that runs on a machine. */
public interface Guest {
    /** The power was cut: sockets close at once, what was on disk stays. */
    void powerCut();

    /** The power button, or a shutdown by the agent: the guest calls {@code whenDown} when it is down, or never does. */
    void powerButton(Runnable whenDown);

    /** Whether the guest agent answers. */
    boolean agentAnswers();

    /** The addresses that the agent reports, per card. */
    List<Address> addresses();

    /** One address of one card. */
    record Address(String nic, String mac, String address, int prefix) {}

    /** Something that can boot. */
    interface System {
        /** Whether this system is what the image holds. */
        boolean isOn(BootImage image);

        /**
         * Boots it. Returns at once; the guest comes up in its own time.
         *
         * @param fromDisk false when it came from the CD-ROM drive
         * @param power what the guest may do to its own machine
         */
        Guest boot(World world, Hardware hardware, BootImage image, boolean fromDisk, Power power);
    }

    /** What a guest may do to its own machine. */
    interface Power {
        /** Reboots: the firmware looks for a boot medium again and boots a new guest. */
        void reboot();

        void off();
    }
}
