package dev.hoop.slackbot.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One group of a review and what it has said so far.
 *
 * @param name may be empty and may hold any character, colons too
 * @param reviewedBy null until somebody decided for this group
 * @param reviewedAt null until then
 * @param forced whether the decision was a forced one
 */
public record ReviewGroup(
    String name,
    ReviewStatus status,
    @Nullable ReviewedBy reviewedBy,
    @Nullable Instant reviewedAt,
    boolean forced) {}
