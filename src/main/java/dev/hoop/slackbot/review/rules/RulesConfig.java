package dev.hoop.slackbot.review.rules;

import org.jspecify.annotations.Nullable;

/**
 * What the operator decided about who may decide.
 *
 * @param team the Slack workspace people must belong to; null accepts any
 * @param adminSelfApproval whether an admin may approve a request of their own
 * @param distinctApprovers whether one person counts for one group of a review only
 * @param requireEmailMatch whether the Slack profile's e-mail must equal the Hoop user's
 * @param auditorGroup the group whose members Hoop lets only read
 */
public record RulesConfig(
    @Nullable String team,
    boolean adminSelfApproval,
    boolean distinctApprovers,
    boolean requireEmailMatch,
    String auditorGroup) {}
