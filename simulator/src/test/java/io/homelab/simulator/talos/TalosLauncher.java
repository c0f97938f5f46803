package io.homelab.simulator.talos;

import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Computers in maintenance mode to try clients on by hand: state directory, factor, how many. */
final class TalosLauncher {
    private TalosLauncher() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var worlds = new Worlds(Path.of(arguments[0]), List.of());
        try (var world = worlds.create(WorldOptions.of("hand", Double.parseDouble(arguments[1])))) {
            for (int i = 1; i <= Integer.parseInt(arguments[2]); i++) {
                Computer.at(world, 10 + i, 10 + i).on();
                System.out.println(world.lan().host(10 + i).getHostAddress());
            }
            System.out.println(world.lan().host(10).getHostAddress());
            new CountDownLatch(1).await();
        }
    }
}
