package io.homelab.lab.definition;

/**
 * What a release has to prove before it goes from one cluster to another.
 *
 * @param from the cluster that a release has to prove itself on
 * @param to the cluster that it then goes to
 */
public record Promotion(String from, String to, PrometheusServer prometheus, Gate gate) {}
