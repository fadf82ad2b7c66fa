package dev.hoop.slackbot.slack;

import dev.hoop.slackbot.review.AnnouncementLog;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.Owed;
import dev.hoop.slackbot.review.OwedLog;
import dev.hoop.slackbot.review.Recipient;
import dev.hoop.slackbot.review.Remembered;
import dev.hoop.slackbot.review.ReviewGroup;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSource;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Story;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.slack.card.ButtonValue;
import dev.hoop.slackbot.slack.card.DialogMetadata;
import dev.hoop.slackbot.slack.card.Dialogs;
import dev.hoop.slackbot.slack.card.Form;
import dev.hoop.slackbot.slack.socket.NotStoredException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens after the ack when somebody asks, or needs a dialog before they can decide. */
public final class Replies {

  private static final Logger log = LoggerFactory.getLogger(Replies.class);

  /** What the dialog for a window begins with. */
  private static final TimeWindow OFFICE_HOURS =
      new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0));

  private final WebApi api;
  private final Conversation conversation;
  private final Dialogs dialogs;
  private final ReviewSource source;
  private final AnnouncementLog announcements;
  private final Inbox inbox;
  private final OwedLog owed;
  private final Runnable onOwed;
  private final Clock clock;

  /**
   * @param onOwed told after a message was owed
   */
  public Replies(
      WebApi api,
      Conversation conversation,
      Dialogs dialogs,
      ReviewSource source,
      AnnouncementLog announcements,
      Inbox inbox,
      OwedLog owed,
      Runnable onOwed,
      Clock clock) {
    this.api = api;
    this.conversation = conversation;
    this.dialogs = dialogs;
    this.source = source;
    this.announcements = announcements;
    this.inbox = inbox;
    this.owed = owed;
    this.onOwed = onOwed;
    this.clock = clock;
  }

  /**
   * The group a button means, looked up where its name was too long for the button.
   *
   * @throws NotStoredException when it cannot be looked up: without its group a click cannot be
   *     kept
   */
  String groupOf(ButtonValue value) {
    return value.group(value.shortened() ? groups(value.review()) : List.of());
  }

  private List<String> groups(ReviewId review) {
    try {
      return announcements
          .find(review)
          .map(r -> r.story().session().review().groups().stream().map(ReviewGroup::name).toList())
          .orElse(List.of());
    } catch (RuntimeException e) {
      log.error("The group of a click cannot be looked up, so the click is not kept", e);
      throw new NotStoredException("the group of the click could not be looked up");
    }
  }

  /** Opens the dialog that asks for a reason; the click's trigger lives about three seconds. */
  void openRejectDialog(Click click, String triggerId) {
    DialogMetadata about = DialogMetadata.of(click);
    String view =
        storyOf(click.review())
            .map(story -> form(Form.REJECT, about, story, OFFICE_HOURS))
            .orElseGet(() -> dialogs.reject(about));
    open(view, click, triggerId);
  }

  /** Opens the dialog of what was chosen in a card's menu. */
  void openForm(Form form, Click click, String triggerId) {
    Optional<Story> story = storyOf(click.review());
    URI responseUrl = click.responseUrl();
    if (story.isPresent()) {
      open(form(form, DialogMetadata.of(click), story.get(), OFFICE_HOURS), click, triggerId);
    } else if (responseUrl != null) {
      unknownButton(responseUrl);
    }
  }

  /** Shows, in an open dialog, what a chosen window is in the reader's own time. */
  void showWindow(String viewId, @Nullable String metadata, TimeWindow window) {
    Optional<DialogMetadata> about = DialogMetadata.decode(metadata);
    Optional<Story> story = about.flatMap(a -> storyOf(a.review()));
    if (story.isPresent()) {
      api.updateView(viewId, form(Form.WINDOW, about.get(), story.get(), window));
    }
  }

  private String form(Form form, DialogMetadata about, Story story, TimeWindow window) {
    return dialogs.form(
        form, about, story, window, clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
  }

  private Optional<Story> storyOf(ReviewId review) {
    return announcements.find(review).map(Remembered::story);
  }

  private void open(String view, Click click, String triggerId) {
    if (api.openView(triggerId, view).isEmpty()) {
      notOpened(click.responseUrl());
    }
  }

  private void notOpened(@Nullable URI responseUrl) {
    if (responseUrl != null && !api.respond(responseUrl, dialogs.notOpened())) {
      log.warn("Somebody whose dialog could not be opened could not be told either");
    }
  }

  /** Shows the whole script in a dialog, which is opened before the gateway is asked. */
  void showScript(ReviewId review, String triggerId, @Nullable URI responseUrl) {
    Optional<String> view = api.openView(triggerId, dialogs.loading());
    if (view.isEmpty()) {
      notOpened(responseUrl);
      return;
    }
    Optional<Story> story = announcements.find(review).map(Remembered::story);
    if (story.isEmpty()) {
      api.updateView(view.get(), dialogs.scriptUnknown());
      return;
    }
    try {
      String script = source.fetchScript(story.get().session().id());
      api.updateView(view.get(), dialogs.script(story.get(), script));
    } catch (GatewayUnavailableException e) {
      log.debug("A script could not be read: {}", e.getMessage());
      api.updateView(view.get(), dialogs.scriptUnavailable());
    }
  }

  /** Answers a slash command to the one who typed it. */
  void answer(SlackUserId user, String team, String words, URI responseUrl) {
    if (!api.respond(responseUrl, conversation.answer(user, team, words).words())) {
      log.warn("An answer to {} could not be delivered", user);
    }
  }

  /**
   * Answers a mention once however often Slack delivers it: in its thread, but to its author alone
   * where the answer is for no other eyes.
   */
  void answerMention(
      String eventId,
      SlackUserId user,
      String team,
      String text,
      ChannelId channel,
      MessageTs root) {
    if (!inbox.firstSight(eventId, clock.instant())) {
      return;
    }
    String words = text.replaceAll("<@[^>]*>", " ");
    Conversation.Said answer = conversation.answer(user, team, words);
    // Whoever opens the link gives this Slack account their own Hoop user and what it may decide.
    Recipient to =
        answer.personal()
            ? new Recipient.Privately(user, channel, null)
            : new Recipient.InThread(channel, root);
    owed.owe(new Owed("event:" + eventId, to, answer.words()));
    onOwed.run();
  }

  /** For a button whose value makes no sense: forged, or from a release of another kind. */
  void unknownButton(URI responseUrl) {
    if (!api.respond(responseUrl, dialogs.unknownButton())) {
      log.warn("A reviewer whose button was not understood could not be told");
    }
  }
}
