package io.homelab.lab.rules;

import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Node;

/** A machine and where the file speaks of it. */
record Machine(String path, Cluster cluster, Node node) {}
