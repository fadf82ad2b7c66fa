package dev.hoop.slackbot.review.rules;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.PersonStatus;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.ReviewedBy;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may decide, said a second time and in another way: as a list of conditions that all must
 * hold, after the README and not after the code, so that the two can be held against each other.
 */
public final class PermissionOracle {

  private final Case asked;
  private final Map<String, Predicate<Case>> conditions =
      Map.of(
          "comes from the team of the bot", PermissionOracle::fromTheTeam,
          "is linked to exactly one Hoop user", c -> c.carriers().size() == 1,
          "is an active Hoop user", c -> c.every(p -> p.status() == PersonStatus.ACTIVE),
          "has the e-mail of the Hoop user where that is asked for", PermissionOracle::emailFits,
          "decides on a review that can still take this verdict", PermissionOracle::rightStatus,
          "names a group that has a say, and has not said it", PermissionOracle::rightGroup,
          "is in the group, or ends a request of their own", PermissionOracle::entitled,
          "does not approve a request of their own", PermissionOracle::notTheirOwn,
          "counts once where one person counts once", PermissionOracle::notCountedYet,
          "sets a time window only where none is set", PermissionOracle::windowIsFree);

  private PermissionOracle(Case asked) {
    this.asked = asked;
  }

  /** What is not as it would have to be for this click to be allowed; empty when all is. */
  public static List<String> missing(
      RulesConfig config,
      Click click,
      List<Person> everybody,
      @Nullable String slackEmail,
      Session session,
      List<Decision> decisions) {
    PermissionOracle permission =
        new PermissionOracle(new Case(config, click, everybody, slackEmail, session, decisions));
    List<String> missing = new ArrayList<>();
    permission.conditions.forEach(
        (words, condition) -> {
          if (!condition.test(permission.asked)) {
            missing.add("nobody who " + words);
          }
        });
    return missing;
  }

  private record Case(
      RulesConfig config,
      Click click,
      List<Person> everybody,
      @Nullable String slackEmail,
      Session session,
      List<Decision> decisions) {

    List<Person> carriers() {
      List<Person> found = new ArrayList<>();
      for (Person person : everybody) {
        if (person.slackId() != null && person.slackId().value().equals(click.by().value())) {
          found.add(person);
        }
      }
      return found;
    }

    boolean every(Predicate<Person> condition) {
      return carriers().stream().allMatch(condition);
    }

    Verdict.Kind kind() {
      return click.verdict().kind();
    }

    Review review() {
      return session.review();
    }

    boolean approves() {
      return kind() == Verdict.Kind.APPROVE || kind() == Verdict.Kind.FORCE_APPROVE;
    }

    boolean own(Person person) {
      return same(person.subject(), session.requester().subject())
          || same(person.email(), session.requester().email());
    }

    /** The group's entry, unless the review knows the group only as one that may force. */
    List<ReviewGroup> entries() {
      return review().groups().stream().filter(g -> g.name().equals(click.group())).toList();
    }

    long approvals() {
      return review().groups().stream().filter(g -> g.status() == ReviewStatus.APPROVED).count();
    }

    /** Enough have approved, yet it waits: the gateway will never let it pass by itself. */
    boolean waitsForNothing() {
      return review().status() == ReviewStatus.PENDING
          && !review().groups().isEmpty()
          && approvals() >= review().approvalsNeeded();
    }

    boolean accessIsOpen() {
      return review().type() == ReviewType.JIT && review().status() == ReviewStatus.APPROVED;
    }
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return one != null
        && other != null
        && !one.isBlank()
        && one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }

  private static boolean fromTheTeam(Case c) {
    return c.config().workspace().team().equals(c.click().team())
        || (c.config().workspace().organisation() != null
            && c.config().workspace().organisation().equals(c.click().team()));
  }

  private static boolean emailFits(Case c) {
    return !c.config().requireEmailMatch()
        || c.every(
            p ->
                c.slackEmail() != null
                    && c.slackEmail()
                        .toLowerCase(Locale.ROOT)
                        .equals(p.email().toLowerCase(Locale.ROOT)));
  }

  private static boolean rightStatus(Case c) {
    boolean waits = c.review().status() == ReviewStatus.PENDING;
    return switch (c.kind()) {
      case APPROVE, FORCE_APPROVE -> waits;
      case REJECT -> waits || c.accessIsOpen() || restores(c);
      case REVOKE -> c.accessIsOpen();
    };
  }

  /** Their rejection was confirmed before, and somebody wrote over it. */
  private static boolean restores(Case c) {
    return (c.review().status() == ReviewStatus.APPROVED
            || c.review().status() == ReviewStatus.PENDING)
        && c.decisions().stream()
            .filter(d -> d.kind() == Verdict.Kind.REJECT)
            .anyMatch(d -> c.carriers().stream().anyMatch(p -> same(p.email(), d.email())));
  }

  private static boolean rightGroup(Case c) {
    boolean listed = !c.entries().isEmpty();
    boolean silent = listed && c.entries().get(0).status() == ReviewStatus.PENDING;
    return switch (c.kind()) {
      case APPROVE -> silent;
      case REJECT -> silent || (listed && (c.accessIsOpen() || c.waitsForNothing() || restores(c)));
      case FORCE_APPROVE -> c.review().forceApprovalGroups().contains(c.click().group());
      case REVOKE -> listed;
    };
  }

  private static boolean entitled(Case c) {
    return c.every(p -> p.groups().contains(c.click().group()) || (c.own(p) && !c.approves()));
  }

  private static boolean notTheirOwn(Case c) {
    boolean exempt = c.config().adminSelfApproval() && c.kind() == Verdict.Kind.APPROVE;
    return !c.approves() || c.every(p -> !c.own(p) || (exempt && p.admin()));
  }

  private static boolean notCountedYet(Case c) {
    return c.kind() != Verdict.Kind.APPROVE
        || !c.config().distinctApprovers()
        || c.every(p -> c.review().groups().stream().noneMatch(g -> approvedBy(c, g, p)));
  }

  private static boolean approvedBy(Case c, ReviewGroup group, Person person) {
    if (group.status() != ReviewStatus.APPROVED || group.name().equals(c.click().group())) {
      return false;
    }
    ReviewedBy decider = group.reviewedBy();
    boolean there =
        decider != null
            && (same(decider.subject(), person.subject()) || same(decider.email(), person.email()));
    return there
        || c.decisions().stream()
            .filter(d -> d.group().equals(group.name()))
            .filter(d -> d.kind() != Verdict.Kind.REJECT && d.kind() != Verdict.Kind.REVOKE)
            .anyMatch(d -> same(d.email(), person.email()));
  }

  private static boolean windowIsFree(Case c) {
    return c.kind() != Verdict.Kind.APPROVE
        || c.click().verdict().window() == null
        || c.review().timeWindow() == null;
  }
}
