package dev.hoop.slackbot.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hoop.slackbot.gateway.Wire.ReviewWire;
import dev.hoop.slackbot.gateway.Wire.UserWire;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Submission;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what a ruling rested on with what the gateway says now. It does not rule: whatever
 * changed is left to the person, who can look and click again. Thread-safe.
 */
final class SecondLook {

  private final Http http;

  SecondLook(Http http) {
    this.http = http;
  }

  /**
   * Why a verdict must not be sent any more; empty when nothing that matters has changed.
   *
   * @param key the one the verdict is to be sent with, which may read both
   */
  Optional<Submission> objection(Review ruledOn, String group, Person reviewer, Secret key) {
    try {
      if (!same(ruledOn, group, review(ruledOn, key))) {
        return refused("what it says of this review changed");
      }
      if (!same(reviewer, people(key))) {
        return refused("what it says of you changed");
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          new Submission.Unavailable("the gateway was slow, and could not be asked again"));
    }
  }

  private static Optional<Submission> refused(String what) {
    return Optional.of(
        new Submission.Refused("", what + " while your click waited its turn, so look again"));
  }

  private ReviewWire review(Review ruledOn, Secret key) throws IOException {
    return read("/reviews/" + ruledOn.id(), key).read(ReviewWire.class);
  }

  private People people(Secret key) throws IOException {
    List<UserWire> users = read("/users", key).read(new TypeReference<>() {}, List.of());
    return Mapping.people(users);
  }

  private Reply read(String path, Secret key) throws IOException {
    Reply reply = http.get(path, key);
    if (!reply.ok()) {
      throw new IOException("the gateway answers " + reply.status());
    }
    return reply;
  }

  private static boolean same(Review then, String group, ReviewWire now) {
    Optional<ReviewStatus> groupNow =
        Mapping.groups(now).stream()
            .filter(entry -> entry.name().equals(group))
            .map(ReviewGroup::status)
            .findFirst();
    return ReviewStatus.of(Mapping.text(now.status())) == then.status()
        && groupNow.equals(then.group(group).map(ReviewGroup::status));
  }

  private static boolean same(Person then, People now) {
    SlackUserId slackId = then.slackId();
    if (slackId == null) {
      return false;
    }
    List<Person> linked = now.linkedTo(slackId);
    return linked.size() == 1 && sameRights(then, linked.get(0));
  }

  private static boolean sameRights(Person then, Person now) {
    return now.subject().equals(then.subject())
        && now.email().equals(then.email())
        && now.status() == then.status()
        && now.admin() == then.admin()
        && Set.copyOf(now.groups()).equals(Set.copyOf(then.groups()));
  }
}
