package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Verdict;
import java.time.Instant;

/**
 * One line of the audit log.
 *
 * @param step {@code intent} before the gateway is asked, then {@code allowed} or {@code failed};
 *     {@code refused} when it never was asked
 * @param email the Hoop user's; empty when none was found
 * @param credential what the verdict was sent with, never the secret; empty when nothing was sent
 * @param outcome in words a security person can read
 */
public record AuditRow(
    Instant at,
    String step,
    ReviewId review,
    String session,
    String connection,
    SlackUserId slackUser,
    String email,
    Verdict.Kind verdict,
    String group,
    String credential,
    String outcome) {}
