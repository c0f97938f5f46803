package io.homelab.simulator.zfs;

import io.homelab.simulator.world.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** One command that a client runs. */
final class HostCommand implements Command {
    private final String command;
    private final Faults faults;
    private final Supplier<ShellAnswer> work;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback exit;

    HostCommand(String command, Faults faults, Supplier<ShellAnswer> work) {
        this.command = command;
        this.faults = faults;
        this.work = work;
    }

    @Override
    public void setInputStream(InputStream stream) {
        // nobody types
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Thread.startVirtualThread(() -> run(channel));
    }

    private void run(ChannelSession channel) {
        var fault = faults.meet("ssh", command, "host");
        if (fault.isPresent()) {
            channel.getSession().close(true); // of all that may go wrong, only the line breaks here
            return;
        }
        var answer = work.get();
        try {
            write(out, answer.out());
            write(err, answer.err());
        } catch (IOException e) {
            return; // who asked is gone
        }
        if (exit != null) {
            exit.onExit(answer.code());
        }
    }

    private static void write(@Nullable OutputStream stream, String text) throws IOException {
        if (stream != null) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        // it ends by itself
    }
}
