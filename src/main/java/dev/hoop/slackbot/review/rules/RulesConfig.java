package dev.hoop.slackbot.review.rules;

/**
 * What the operator decided about who may decide.
 *
 * @param workspace the Slack workspace people must belong to
 * @param adminSelfApproval whether an admin may approve a request of their own
 * @param distinctApprovers whether one person counts for one group of a review only
 * @param requireEmailMatch whether the Slack profile's e-mail must equal the Hoop user's
 * @param auditorGroup the group whose members Hoop lets only read
 */
public record RulesConfig(
    BotWorkspace workspace,
    boolean adminSelfApproval,
    boolean distinctApprovers,
    boolean requireEmailMatch,
    String auditorGroup) {}
