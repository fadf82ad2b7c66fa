package dev.hoop.slackbot.slack.card;

import dev.hoop.slackbot.review.Notice;
import dev.hoop.slackbot.review.Rendered;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.ReviewType;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.Story;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** What the requester is told of an outcome, in a direct message. */
final class NoticeText {

  private static final int REASON = 2_000;
  private static final int DECIDERS = 5;

  private final CardSettings settings;

  NoticeText(CardSettings settings) {
    this.settings = settings;
  }

  Rendered render(Story story, Notice notice) {
    return switch (notice) {
      case APPROVED -> approved(story);
      case REJECTED -> rejected(story);
      case REVOKED -> revoked(story);
    };
  }

  private Rendered approved(Story story) {
    Session session = story.session();
    boolean jit = session.review().type() == ReviewType.JIT;
    Section section = request(begin("white_check_mark", "Approved"), session);
    if (jit) {
      section.say(" You can connect now");
    } else {
      Phrases.when(section.say(" You can run it "), session.review());
    }
    Instant until = session.review().revokeAt();
    if (jit && until != null) {
      section.say(", until ").date(until);
    }
    return message(section.say(". "), session, "Approved");
  }

  private Rendered rejected(Story story) {
    Session session = story.session();
    Review review = session.review();
    if (Phrases.withdrawn(story)) {
      return message(
          request(begin("x", "Withdrawn").say(" by yourself"), session).say(" "),
          session,
          "Withdrawn");
    }
    Section section = request(by(begin("x", "Rejected"), story, ReviewStatus.REJECTED), session);
    String reason = review.rejectionReason();
    if (reason == null || reason.isBlank()) {
      return message(section.say(" No reason was given. "), session, "Rejected" + who(story));
    }
    Layout layout = new Layout().section(link(section.say(" "), session));
    layout.quote(new Section().foreignLines(reason, REASON));
    return new Rendered(notification("Rejected" + who(story), session), layout.json());
  }

  private static String who(Story story) {
    return Phrases.with(story.session().review(), ReviewStatus.REJECTED).stream()
        .findFirst()
        .map(group -> Phrases.byWords(story, group))
        .orElse("");
  }

  private Rendered revoked(Story story) {
    Session session = story.session();
    Section section = request(by(begin("x", "Revoked"), story, ReviewStatus.REVOKED), session);
    return message(section.say(" No new session can start. "), session, "Revoked");
  }

  private static Section begin(String emoji, String outcome) {
    return new Section().emoji(emoji).say(" ").sayBold(outcome);
  }

  /** Whoever brought the outcome about. */
  private static Section by(Section section, Story story, ReviewStatus status) {
    List<ReviewGroup> groups = Phrases.with(story.session().review(), status);
    for (int i = 0; i < Math.min(groups.size(), DECIDERS); i++) {
      Phrases.by(i == 0 ? section : section.say(" and"), story, groups.get(i));
    }
    return section;
  }

  private static Section request(Section section, Session session) {
    return Phrases.wish(section.say(": your request to "), session).say(".");
  }

  private Section link(Section section, Session session) {
    URI page = settings.session(session.id());
    return section.link(page, "Open it in Hoop");
  }

  private Rendered message(Section section, Session session, String outcome) {
    return new Rendered(
        notification(outcome, session), new Layout().section(link(section, session)).json());
  }

  private static String notification(String outcome, Session session) {
    return Escape.notification(outcome + ": your request to " + Phrases.wish(session));
  }
}
