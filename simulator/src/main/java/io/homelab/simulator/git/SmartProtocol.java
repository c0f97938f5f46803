package io.homelab.simulator.git;

import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request of Git's smart protocol over HTTP, answered in memory: a lab's repositories are small. */
final class SmartProtocol {
    private static final Logger log = LoggerFactory.getLogger(SmartProtocol.class);

    private final Repository repository;
    private final Exchange exchange;

    SmartProtocol(Repository repository, Exchange exchange) {
        this.repository = repository;
        this.exchange = exchange;
    }

    /** What a push did, with a line for each branch or tag that it was about. */
    record Received(Reply reply, boolean committed, String refs) {}

    Reply advertise(String service) {
        var bytes = new ByteArrayOutputStream();
        var packets = new PacketLineOut(bytes);
        try {
            if (service.equals("git-receive-pack")) {
                var receive = new ReceivePack(repository);
                receive.setBiDirectionalPipe(false);
                packets.writeString("# service=" + service + "\n");
                packets.end();
                receive.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(packets));
            } else {
                uploading().sendAdvertisedRefs(new PacketLineOutRefAdvertiser(packets), service);
            }
        } catch (IOException e) {
            return failed(e);
        }
        return reply("application/x-" + service + "-advertisement", bytes);
    }

    Reply upload() {
        var bytes = new ByteArrayOutputStream();
        try (var body = body()) {
            uploading().upload(body, bytes, null);
        } catch (IOException e) {
            if (bytes.size() == 0) {
                return failed(e);
            }
            log.debug("a fetch ended early", e); // what is wrong is in the answer
        }
        return reply("application/x-git-upload-pack-result", bytes);
    }

    Received receive() {
        var bytes = new ByteArrayOutputStream();
        var receive = new ReceivePack(repository);
        receive.setBiDirectionalPipe(false);
        // JGit forgets them when it has answered.
        var commands = new ArrayList<ReceiveCommand>();
        receive.setPreReceiveHook((pack, all) -> commands.addAll(all));
        try (var body = body()) {
            receive.receive(body, bytes, null);
        } catch (IOException e) {
            if (bytes.size() == 0) {
                return new Received(failed(e), false, "");
            }
            log.debug("a push ended early", e); // what is wrong is in the answer
        }
        return new Received(
                reply("application/x-git-receive-pack-result", bytes),
                commands.stream().anyMatch(command -> command.getResult() == ReceiveCommand.Result.OK),
                commands.stream().map(SmartProtocol::line).collect(Collectors.joining("\n")));
    }

    private static String line(ReceiveCommand command) {
        return command.getRefName() + " " + command.getOldId().name() + ".."
                + command.getNewId().name() + " " + command.getType() + " " + command.getResult();
    }

    private UploadPack uploading() {
        var upload = new UploadPack(repository);
        upload.setBiDirectionalPipe(false);
        upload.setExtraParameters(exchange.header("Git-Protocol").map(List::of).orElse(List.of()));
        return upload;
    }

    private InputStream body() throws IOException {
        return exchange.header("Content-Encoding").orElse("").contains("gzip")
                ? new GZIPInputStream(exchange.body())
                : exchange.body();
    }

    private static Reply failed(IOException e) {
        return Reply.text(500, e.getMessage() + "\n");
    }

    private static Reply reply(String type, ByteArrayOutputStream bytes) {
        return Reply.of(200, type, bytes.toByteArray()).with("Cache-Control", "no-cache, max-age=0, must-revalidate");
    }
}
