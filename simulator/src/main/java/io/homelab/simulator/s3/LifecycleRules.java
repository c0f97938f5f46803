package io.homelab.simulator.s3;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.w3c.dom.Element;

/** What S3 takes for a lifecycle configuration, and what it says of everything else. */
final class LifecycleRules {
    private static final int MOST = 1000;
    private static final int LONGEST_ID = 255;
    private static final List<String> ACTIONS = List.of(
            "Expiration",
            "Transition",
            "NoncurrentVersionExpiration",
            "NoncurrentVersionTransition",
            "AbortIncompleteMultipartUpload");

    private LifecycleRules() {}

    /** The document as S3 gives it back: with an id in each rule. */
    static String checked(byte[] document) {
        var root = Xml.root(document, "LifecycleConfiguration");
        var rules = Xml.children(root, "Rule");
        if (rules.isEmpty() || rules.size() > MOST) {
            throw S3Error.malformed();
        }
        var ids = new HashSet<String>();
        for (var rule : rules) {
            rule(rule);
            if (!ids.add(id(rule))) {
                throw invalid("Rule ID must be unique. Found same ID for more than one rule");
            }
        }
        return Xml.written(root);
    }

    private static void rule(Element rule) {
        var status = Xml.text(rule, "Status").orElse("");
        var places = Xml.children(rule, "Filter").size()
                + Xml.children(rule, "Prefix").size();
        if (!(status.equals("Enabled") || status.equals("Disabled")) || places != 1) {
            throw S3Error.malformed();
        }
        Xml.child(rule, "Filter").ifPresent(LifecycleRules::filter);
        if (ACTIONS.stream().allMatch(action -> Xml.children(rule, action).isEmpty())) {
            throw new S3Error(400, "InvalidRequest", "At least one action needs to be specified in a rule");
        }
        Xml.child(rule, "Expiration").ifPresent(expiration -> {
            var given = Xml.children(expiration, "Days").size()
                    + Xml.children(expiration, "Date").size()
                    + Xml.children(expiration, "ExpiredObjectDeleteMarker").size();
            if (given != 1) {
                throw S3Error.malformed();
            }
            when(expiration, "Expiration", 1);
        });
        for (var transition : Xml.children(rule, "Transition")) {
            when(transition, "Transition", 0);
            if (Xml.text(transition, "StorageClass").isEmpty()) {
                throw S3Error.malformed();
            }
        }
    }

    /** Exactly one condition, or an And of several, or none for everything. */
    private static void filter(Element filter) {
        var conditions = List.of("Prefix", "Tag", "And", "ObjectSizeGreaterThan", "ObjectSizeLessThan").stream()
                .mapToInt(name -> Xml.children(filter, name).size())
                .sum();
        if (conditions > 1) {
            throw S3Error.malformed();
        }
    }

    private static void when(Element action, String name, int least) {
        Xml.text(action, "Days").ifPresent(days -> {
            if (!days.matches("-?[0-9]{1,9}")) {
                throw S3Error.malformed();
            }
            if (Integer.parseInt(days) < least) {
                throw invalid("'Days' for " + name + " action must be a " + (least == 0 ? "nonnegative" : "positive")
                        + " integer");
            }
        });
        Xml.text(action, "Date").ifPresent(date -> {
            try {
                var moment = OffsetDateTime.parse(date).withOffsetSameInstant(ZoneOffset.UTC);
                if (!moment.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                    throw invalid("'Date' must be at midnight GMT");
                }
            } catch (DateTimeException e) {
                throw S3Error.malformed();
            }
        });
    }

    private static String id(Element rule) {
        var given = Xml.text(rule, "ID").orElse("");
        if (given.length() > LONGEST_ID) {
            throw invalid("ID length should not exceed allowed limit of " + LONGEST_ID);
        }
        if (!given.isEmpty()) {
            return given;
        }
        Xml.child(rule, "ID").ifPresent(rule::removeChild);
        var id = rule.getOwnerDocument().createElementNS(rule.getNamespaceURI(), "ID");
        id.setTextContent(UUID.randomUUID().toString());
        rule.insertBefore(id, rule.getFirstChild());
        return id.getTextContent();
    }

    private static S3Error invalid(String message) {
        return new S3Error(400, "InvalidArgument", message);
    }
}
