package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.GroupToken;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.sync.StoredReview;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a ruling on a click rests on, read for this click.
 *
 * @param known what was recorded of the review before; null when it was never seen
 * @param email of the Slack profile; null where it was not asked for, or shows none
 * @param team the workspace or organisation that the person is known by
 * @param objection why the group's credential must not be used; null when nothing speaks against it
 * @param since when the reading of the review began, by the monotonic clock
 */
record ClickFacts(
    @Nullable StoredReview known,
    Session session,
    People people,
    @Nullable String email,
    String team,
    ClickOutcome.@Nullable NotCounted objection,
    Instant since) {

  /** The verdicts of this review that counted through the bot. */
  List<Decision> decisions() {
    return known == null ? List.of() : known.snapshot().decisions();
  }

  /** The same with what is recorded of the review now. */
  ClickFacts knowing(@Nullable StoredReview now) {
    return new ClickFacts(now, session, people, email, team, objection, since);
  }

  /** The same with the review as it was read once more. */
  ClickFacts showing(Session now, Instant readSince) {
    return new ClickFacts(known, now, people, email, team, objection, readSince);
  }

  /** The click with the group that it means, where a button had no room for the whole name. */
  Click resolved(Click click) {
    return resolved(click, session);
  }

  static Click resolved(Click click, Session session) {
    Review review = session.review();
    List<String> groups =
        Stream.concat(
                review.groups().stream().map(ReviewGroup::name),
                review.forceApprovalGroups().stream())
            .toList();
    return GroupToken.resolve(click.group(), groups).map(click::forGroup).orElse(click);
  }
}
