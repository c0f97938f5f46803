package io.homelab.cli.report;

/** How somebody who trusts nobody here checks what the page says. */
final class ProofSection {
    /** The commands of docs/evidence.md for one file; names of envelopes have no character that a shell minds. */
    private static final String COMMANDS = """
            file=%s
            sha256sum $file
            jq -r .payload $file | base64 -d > payload
            jq -r '.signatures[0].sig' $file | base64 -d > sig
            type=$(jq -r .payloadType $file)
            { printf 'DSSEv1 %%d %%s %%d ' ${#type} "$type" $(wc -c <payload); cat payload; } > pae
            openssl pkeyutl -verify -pubin -inkey evidence-key.pem -rawin -in pae -sigfile sig
            openssl pkey -pubin -in evidence-key.pem -outform DER | sha256sum
            jq .predicate payload
            """;

    private ProofSection() {}

    static void draw(Html html, ReportView view) {
        html.open("footer").leaf("h2", "Check it yourself");
        html.leaf(
                "p",
                "This page is a copy for reading, and whoever sends it to you may have changed it. What counts is the signed file,"
                        + " which you can check with the directory of evidence and without us.");
        html.open("dl");
        fact(html, "Evidence", view.file());
        fact(html, "SHA-256 of that file", view.digest());
        fact(html, "SHA-256 of the key (DER)", view.key());
        html.close("dl");
        html.leaf(
                "p",
                "With homelab, in the directory of evidence; KEPT.pem is the public key as you have kept it elsewhere:");
        html.open("pre").leaf("code", command(view)).close("pre");
        html.leaf("p", "Without homelab, by jq and openssl 3.0 or newer:");
        html.open("pre").leaf("code", COMMANDS.formatted(view.file())).close("pre");
        html.close("footer");
    }

    /** What checks signature, chain and that its end is there. */
    static String command(ReportView view) {
        return "homelab evidence verify . --key KEPT.pem --head " + view.digest();
    }

    static void fact(Html html, String name, String value) {
        html.open("div").leaf("dt", name).leaf("dd", value).close("div");
    }
}
