package io.homelab.activities.transport;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.ManagedChannel;
import io.homelab.lab.secrets.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Makes every client of the process; the only place that does. */
public final class Transports {
    private final Gate gate;

    /** All clients made here pass this gate. */
    public Transports(Gate gate) {
        this.gate = gate;
    }

    /** HTTP to one system. */
    public Http http(String system, Trust trust, Duration callTimeout) {
        return Http.to(system, trust, callTimeout, gate);
    }

    /** gRPC to one host; the caller shuts the channel down. */
    public ManagedChannel grpc(
            String system, String host, int port, Optional<Grpc.Identity> identity, Set<String> reads) {
        return Grpc.channel(system, host, port, identity, reads, gate);
    }

    /** Git over HTTP. */
    public GitRemote git(GitRemote.Address address, Trust trust) {
        return new GitRemote(address, trust, gate);
    }

    /** Kubernetes by a kubeconfig; the caller closes the client. */
    public KubernetesClient kubernetes(String kubeconfig) {
        return Kubernetes.client(kubeconfig, gate);
    }

    /** A bucket of an S3 server; the caller closes it. */
    public ObjectBucket bucket(ObjectBucket.Address address, ObjectBucket.Keys keys, Trust trust, int connections) {
        return new ObjectBucket(address, keys, trust, connections, gate);
    }

    /** A host by SSH, which is open when this returns; the caller closes it. */
    public Ssh ssh(Ssh.Account account, Secret key) {
        return Ssh.connect(account, key, gate);
    }

    /** The files of a host by SFTP; the caller closes it. */
    public Sftp sftp(Ssh.Account account, Secret key) {
        return new Sftp(ssh(account, key), gate);
    }

    /** Programs of this machine. */
    public Programs programs() {
        return new Programs(gate);
    }

    /** The gate that clients of other protocols pass. */
    public Gate gate() {
        return gate;
    }
}
