package io.homelab.lab.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One at a time, among threads and among processes, by a lock on a file of its own. */
public final class FileGuard {
    // The system's file locks are held by the whole JVM, so threads need a lock that all guards of a file share.
    private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
    private final Path file;

    public FileGuard(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /** Runs an action alone; its checked I/O failures come out as UncheckedIOException. */
    public <T> T alone(Action<T> action) {
        var lock = THREADS.computeIfAbsent(file, path -> new ReentrantLock());
        lock.lock();
        try {
            // Already held further out by this thread: the system would refuse a second lock.
            if (lock.getHoldCount() > 1) {
                return action.run();
            }
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                if (!held.isValid()) {
                    throw new IOException("lost the lock on " + file);
                }
                return action.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** What is done alone. */
    @FunctionalInterface
    public interface Action<T> {
        T run() throws IOException;
    }
}
