package io.homelab.activities.transport;

import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import okhttp3.Response;

/** The bytes of an answer, all of them. */
public final class WholeBody {
    private WholeBody() {}

    /**
     * Reads them: CONFIG when there are that many or more, {@link Unreachable} when they break off.
     *
     * @param largest bytes that no honest answer has
     * @param where as a person would call the server, for messages
     */
    public static byte[] of(Response response, long largest, String where) {
        try {
            var source = response.body().source();
            if (source.request(largest)) {
                throw new Problem(FailureClass.CONFIG, "the answer is larger than " + largest + " bytes", where, null);
            }
            return source.readByteArray();
        } catch (IOException e) {
            throw new Unreachable("the answer broke off: " + e.getMessage(), where, e);
        }
    }
}
