package io.homelab.activities.restic;

import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.simulator.s3.BucketConfiguration;
import io.homelab.simulator.s3.S3Face;
import io.homelab.simulator.s3.S3Keys;
import io.homelab.simulator.web.WebServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests on a real repository in a real S3 server, and the simulator's buckets in front of it. */
@SuppressWarnings("NullAway.Init")
abstract class OnAFrontedRepository extends OnARepository {
    static final String BUCKET = "backups";

    static WebServer web;
    S3Face front;

    @BeforeAll
    static void listen() {
        web = new WebServer();
    }

    @AfterAll
    static void close(@SuppressWarnings("unused") org.junit.jupiter.api.TestInfo test) {
        web.close();
    }

    /** A lab file whose repository is reached by the front; each call opens a new one. */
    Taken fronted(String sources, String more) throws IOException {
        front = S3Face.open(
                web, repository.server(), new S3Keys(RepositoryInTest.ACCESS_KEY, RepositoryInTest.SECRET_KEY));
        return repository.lab(home, sources, more).with(repository.server().toString(), front.url());
    }

    BucketConfiguration bucket() {
        return front.bucket(BUCKET);
    }

    @AfterEach
    void closeFront() {
        front.close();
    }
}
