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

/** What the requester is told of an outcome, in a direct message. */
final class NoticeText {

  private static final int REASON = 2_000;

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
    Section section =
        begin("white_check_mark", "Approved", session)
            .say(jit ? ". You can connect now" : ". It is ready to run");
    Instant until = session.review().revokeAt();
    if (jit && until != null) {
      section.say(", until ").date(until);
    }
    return message(section.say(": "), session, "Approved: you can ");
  }

  private Rendered rejected(Story story) {
    Session session = story.session();
    Review review = session.review();
    if (Phrases.withdrawn(story)) {
      return message(
          begin("x", "Withdrawn", session).say(", by yourself. "),
          session,
          "Withdrawn: your request to ");
    }
    Section section = begin("x", "Rejected", session);
    for (ReviewGroup group : Phrases.with(review, ReviewStatus.REJECTED)) {
      Phrases.by(section, story, group);
    }
    String reason = review.rejectionReason();
    Layout layout = new Layout().section(link(section.say(". "), session));
    if (reason != null && !reason.isBlank()) {
      layout.quote(new Section().foreignLines(reason, REASON));
    }
    return new Rendered(
        Escape.notification("Rejected: your request to " + Phrases.wish(session)), layout.json());
  }

  private Rendered revoked(Story story) {
    Session session = story.session();
    Section section = begin("x", "Revoked", session);
    for (ReviewGroup group : Phrases.with(session.review(), ReviewStatus.REVOKED)) {
      Phrases.by(section, story, group);
    }
    return message(section.say(". No new session can start. "), session, "Revoked: your right to ");
  }

  private static Section begin(String emoji, String outcome, Session session) {
    return new Section()
        .emoji(emoji)
        .say(" ")
        .sayBold(outcome)
        .say(": your request to ")
        .foreign(Phrases.wish(session), 2 * Phrases.NAME);
  }

  private Section link(Section section, Session session) {
    URI page = settings.session(session.id());
    return section.link(page, "open it in Hoop");
  }

  private Rendered message(Section section, Session session, String notification) {
    return new Rendered(
        Escape.notification(notification + Phrases.wish(session)),
        new Layout().section(link(section, session)).json());
  }
}
