package io.homelab.workflows.gitops;

import java.time.Instant;
import java.util.List;

/**
 * A set of applications at one commit, and what the target has of each.
 *
 * @param commit the commit whose content is promoted, full SHA-1
 * @param subject the first line of its message
 * @param author of that commit, as Git has it
 * @param committedAt when it was made
 * @param members every application that both clusters have, by wave and name; those that would not change too
 * @param left applications of the source that the target has no place for, with the reason
 * @param head the branch's head when this was looked at
 * @param diff digest over what would change (SHA-256, hex): name, tree before, tree after, of each member that changes
 */
public record Release(
        String commit,
        String subject,
        String author,
        Instant committedAt,
        List<ReleaseMember> members,
        List<Left> left,
        String head,
        String diff) {
    public Release {
        members = members == null ? List.of() : List.copyOf(members);
        left = left == null ? List.of() : List.copyOf(left);
    }

    /** An application that is not promoted. */
    public record Left(String name, String why) {}

    /** What promoting it would change. */
    public List<ReleaseMember> changes() {
        return members.stream().filter(ReleaseMember::isChange).toList();
    }
}
