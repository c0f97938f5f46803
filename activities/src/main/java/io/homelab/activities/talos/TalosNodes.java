package io.homelab.activities.talos;

import io.homelab.activities.ensure.NodeLocator;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Grpc;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.topology.NodeRef;
import java.util.Optional;

/** Opens channels to nodes, and makes sure that a node is the machine that we take it for. */
public final class TalosNodes {
    static final int PORT = 50000;

    private final LabReader labs;
    private final Transports transports;
    private final NodeLocator locator;
    private final Identities identities = new Identities();

    public TalosNodes(LabReader labs, Transports transports, NodeLocator locator) {
        this.labs = labs;
        this.transports = transports;
        this.locator = locator;
    }

    /** What a knock at a node's door told. */
    sealed interface Knock {
        /** It has our configuration; the channel is open and the caller closes it. */
        record Configured(TalosNode node) implements Knock {}

        /** It waits for its first configuration; the channel is open and the caller closes it. */
        record Maintenance(TalosNode node, TalosNode.Stage stage) implements Knock {}

        /** Nobody answers. */
        record Silent(String why) implements Knock {}
    }

    OpenLab lab(String snapshot) {
        return labs.snapshot(snapshot);
    }

    /** The address that the node has now. */
    Optional<String> address(NodeRef ref) {
        return locator.locate(ref).address();
    }

    /** Whether the node's machine has power. */
    boolean powered(NodeRef ref) {
        return locator.powered(ref);
    }

    /** The cluster's secrets; CONFIG when there are none yet. */
    SecretsBundle secrets(OpenLab lab, String cluster) {
        return lab.secrets()
                .get(SecretNames.bundle(cluster))
                .map(SecretsBundle::parse)
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "cluster " + cluster + " has no secrets yet",
                        "secret store " + SecretNames.bundle(cluster),
                        "homelab cluster bootstrap " + cluster));
    }

    /** Knocks at a node; NOT_OURS when what answers is another machine, or has somebody else's configuration. */
    Knock knock(OpenLab lab, NodeRef ref) {
        return knock(lab, ref, locator.locate(ref));
    }

    /**
     * The same of a node that may have no machine yet; empty then. NOT_OURS when no machine proves to be it, and yet
     * something with the cluster's secrets answers at its address: a machine whose marker was taken away.
     */
    Optional<Knock> knockIfThere(OpenLab lab, NodeRef ref) {
        var located = locator.find(ref);
        if (located.isEmpty() && hasOurSecrets(lab, ref)) {
            locator.locate(ref); // says how to put that right
        }
        return located.map(there -> knock(lab, ref, there));
    }

    private boolean hasOurSecrets(OpenLab lab, NodeRef ref) {
        var identity = identities.of(lab, ref.cluster());
        var address = lab.node(ref.cluster(), ref.node()).ip();
        if (identity.isEmpty() || address.isEmpty()) {
            return false;
        }
        try (var node = open(address.get(), "talos " + ref.node(), identity)) {
            node.version();
            return true;
        } catch (TalosFailure e) {
            return false; // nobody there, or nobody who knows our certificates
        }
    }

    private Knock knock(OpenLab lab, NodeRef ref, NodeLocator.Located located) {
        if (located.address().isEmpty()) {
            return new Knock.Silent("it has no address yet: no DHCP lease, or the guest agent does not answer");
        }
        var host = located.address().get();
        var where = "talos " + ref.node() + " " + host + ":" + PORT;
        var ours = identities.of(lab, ref.cluster());
        if (ours.isPresent()) {
            var node = open(host, where, ours);
            try {
                verify(node, located.uuid(), ref, where);
                return new Knock.Configured(node);
            } catch (TalosFailure e) {
                node.close();
                if (!e.unknownAuthority()) {
                    return silent(e);
                }
            } catch (Problem e) {
                node.close();
                throw e;
            }
        }
        return maintenance(host, where, located.uuid(), ref);
    }

    /** A node that somebody else configured, with that somebody's credentials; NOT_OURS when another machine answers. */
    TalosNode open(OpenLab lab, NodeRef ref, Grpc.Identity identity) {
        var located = locator.locate(ref);
        var host = located.address()
                .orElseThrow(() -> new Problem(
                        FailureClass.TRANSIENT,
                        ref.node() + " has no address",
                        "talos " + ref.node(),
                        "is it powered on?"));
        var where = "talos " + ref.node() + " " + host + ":" + PORT;
        var node = open(host, where, Optional.of(identity));
        try {
            verify(node, located.uuid(), ref, where);
            return node;
        } catch (Problem e) {
            node.close();
            throw e;
        }
    }

    private Knock maintenance(String host, String where, String uuid, NodeRef ref) {
        var node = open(host, where, Optional.empty());
        try {
            verify(node, uuid, ref, where);
            return new Knock.Maintenance(node, node.stage());
        } catch (TalosFailure e) {
            node.close();
            if (e.certificateRequired()) {
                throw new Problem(
                        FailureClass.NOT_OURS,
                        ref.node() + " is configured, but not with the secrets of this lab",
                        where,
                        "reset it (talosctl reset), or give the node another address in lab.yaml");
            }
            return silent(e);
        } catch (Problem e) {
            node.close();
            throw e;
        }
    }

    /** An unreachable node is silent; any other answer is a failure of its own. */
    private static Knock silent(TalosFailure e) {
        if (e.unreachable() || e.unimplemented()) {
            return new Knock.Silent(e.report().what());
        }
        throw e;
    }

    private static void verify(TalosNode node, String uuid, NodeRef ref, String where) {
        var seen = node.uuid();
        if (seen.isPresent() && !seen.get().equals(uuid)) {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    "another machine (uuid " + seen.get() + ") answers at the address of " + ref.node(),
                    where,
                    "two machines have one address: switch the other one off, or change the address in lab.yaml");
        }
    }

    private TalosNode open(String host, String where, Optional<Grpc.Identity> identity) {
        return new TalosNode(transports.grpc("talos", host, PORT, identity, TalosNode.READS), where);
    }
}
