package dev.hoop.slackbot.slack;

import dev.hoop.slackbot.commands.CommandHandler;
import dev.hoop.slackbot.outbox.Delivery;
import dev.hoop.slackbot.outbox.MessageOutbox;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.slack.message.DialogKind;
import dev.hoop.slackbot.slack.message.DialogMetadata;
import dev.hoop.slackbot.slack.message.DialogViews;
import dev.hoop.slackbot.slack.socket.NotStoredException;
import dev.hoop.slackbot.sync.ReviewSource;
import dev.hoop.slackbot.sync.ReviewStore;
import dev.hoop.slackbot.sync.StoredReview;
import java.net.URI;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries interactions out: opens dialogs and answers questions. Dialogs have threads of their own,
 * on which the local store alone is read before one opens, since its trigger lives three seconds
 * and a question can wait for the gateway much longer. What fails is told to whoever asked.
 */
public final class DialogService {

  private static final Logger log = LoggerFactory.getLogger(DialogService.class);

  /** What the dialog for a window begins with. */
  private static final TimeWindow OFFICE_HOURS =
      new TimeWindow(LocalTime.of(9, 0), LocalTime.of(18, 0));

  /** For what takes longer than Slack waits, or only adds detail to what somebody sees. */
  private static final CompletionStage<?> AT_ONCE = CompletableFuture.completedFuture(true);

  private final SlackMessageSender api;
  private final CommandHandler commands;
  private final DialogViews dialogs;
  private final ReviewSource source;
  private final ReviewStore reviews;
  private final MessageOutbox owed;
  private final Runnable onChange;
  private final Executor openers;
  private final Executor readers;
  private final Clock clock;
  private final Interaction.Handler handler = new Handler();

  /**
   * @param onChange told after a message was owed
   * @param openers opens dialogs
   * @param readers for everything that asks the gateway
   */
  public DialogService(
      SlackMessageSender api,
      CommandHandler commands,
      DialogViews dialogs,
      ReviewSource source,
      ReviewStore reviews,
      MessageOutbox owed,
      Runnable onChange,
      Executor openers,
      Executor readers,
      Clock clock) {
    this.api = api;
    this.commands = commands;
    this.dialogs = dialogs;
    this.source = source;
    this.reviews = reviews;
    this.owed = owed;
    this.onChange = onChange;
    this.openers = openers;
    this.readers = readers;
    this.clock = clock;
  }

  /**
   * Carries an interaction out later, and returns at once.
   *
   * @return when it may be acknowledged: the bot may end at any time, and knows nothing of it then
   * @throws RejectedExecutionException when too much waits already, and nothing will be done
   */
  CompletionStage<?> accept(Interaction interaction) {
    return interaction.on(handler);
  }

  /**
   * Runs a task; whoever asked for it is told when it fails. Done once either is through, and fails
   * where nobody could be told.
   */
  private static CompletionStage<?> run(Executor executor, Runnable task, Runnable tellFailure) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            task.run();
          } catch (NotStoredException e) {
            throw e;
          } catch (RuntimeException | Error e) {
            if (!StoreFailedException.isSaid(e)) {
              log.error("What somebody asked for in Slack could not be done", e);
            }
            tellFailure.run();
          }
        },
        executor);
  }

  private void openReject(DialogMetadata about, String triggerId) {
    String view =
        snapshotOf(about.review())
            .map(snapshot -> form(DialogKind.REJECT, about, snapshot, OFFICE_HOURS))
            .orElseGet(() -> dialogs.reject(about));
    open(view, triggerId, about.responseUrl());
  }

  private void openChosen(DialogKind form, DialogMetadata about, String triggerId) {
    Optional<ReviewSnapshot> snapshot = snapshotOf(about.review());
    if (snapshot.isPresent()) {
      open(form(form, about, snapshot.get(), OFFICE_HOURS), triggerId, about.responseUrl());
    } else {
      sayUnknown(about.responseUrl());
    }
  }

  private void open(String view, String triggerId, @Nullable URI responseUrl) {
    if (api.openView(triggerId, view).isEmpty()) {
      sayNotOpened(responseUrl);
    }
  }

  private void preview(OpenView view, DialogMetadata about, TimeWindow window) {
    snapshotOf(about.review())
        .ifPresent(
            snapshot -> api.updateView(view, form(DialogKind.WINDOW, about, snapshot, window)));
  }

  private String form(
      DialogKind form, DialogMetadata about, ReviewSnapshot snapshot, TimeWindow window) {
    return dialogs.form(
        form, about, snapshot, window, clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
  }

  private Optional<ReviewSnapshot> snapshotOf(ReviewId review) {
    return reviews.find(review).map(StoredReview::snapshot);
  }

  /** The dialog is opened before anything is read, and filled by another thread. */
  private void openScript(Interaction.ShowScript wanted) {
    Optional<OpenView> view = api.openView(wanted.triggerId(), dialogs.loading());
    if (view.isEmpty()) {
      sayNotOpened(wanted.responseUrl());
      return;
    }
    Consumer<String> show = content -> api.updateView(view.get(), content);
    try {
      var unused =
          run(
              readers,
              () -> show.accept(script(wanted.review())),
              () -> show.accept(dialogs.scriptUnavailable()));
    } catch (RejectedExecutionException e) {
      log.warn("Too many questions wait; somebody is told that a script cannot be shown now");
      show.accept(dialogs.scriptUnavailable());
    }
  }

  private String script(ReviewId review) {
    Optional<ReviewSnapshot> snapshot = snapshotOf(review);
    if (snapshot.isEmpty()) {
      return dialogs.scriptUnknown();
    }
    try {
      return dialogs.script(snapshot.get(), source.fetchScript(snapshot.get().session().id()));
    } catch (GatewayUnavailableException e) {
      log.debug("A script could not be read: {}", e.getMessage());
      return dialogs.scriptUnavailable();
    }
  }

  private void answer(Interaction.Command asked) {
    SlackMessage words = commands.answer(asked.user(), asked.team(), asked.words()).words();
    if (!api.respond(asked.responseUrl(), words)) {
      // No address is given twice, so it names the command.
      owed.enqueue(
          new OutboxMessage(
              "command:" + asked.responseUrl(), new Recipient.Direct(asked.user()), words));
      onChange.run();
    }
  }

  /**
   * Answers a mention once however often Slack delivers it, since nothing is owed twice by the same
   * key: in its thread, but to its author alone where the answer is for no other eyes.
   */
  private void answer(Interaction.Mention asked) {
    CommandHandler.Reply answer = commands.answer(asked.user(), asked.team(), asked.words());
    if (Thread.currentThread().isInterrupted()) {
      // The bot ends, which is no answer; Slack delivers the mention to the next one.
      return;
    }
    // Whoever opens the link gives this Slack account their own Hoop user and what it may decide.
    Recipient to =
        answer.personal()
            ? privately(asked)
            : new Recipient.InThread(asked.channel(), asked.root());
    owed.enqueue(new OutboxMessage("event:" + asked.eventId(), to, answer.words()));
    onChange.run();
  }

  private static Recipient privately(Interaction.Mention asked) {
    return new Recipient.Privately(asked.user(), asked.channel(), null);
  }

  private void sayNotOpened(@Nullable URI responseUrl) {
    tell(responseUrl, dialogs.notOpened());
  }

  private void sayFailed(@Nullable URI responseUrl) {
    tell(responseUrl, dialogs.failed());
  }

  private void sayUnknown(@Nullable URI responseUrl) {
    tell(responseUrl, dialogs.unknownButton());
  }

  private void sayFailed(Interaction.Mention asked) {
    if (!(api.tell(privately(asked), dialogs.failed()) instanceof Delivery.Delivered)) {
      throw new NotStoredException("the author of a mention could not be told that it failed");
    }
  }

  /** Where the bot can tell nobody, Slack tells them for want of an ack. */
  private void tell(@Nullable URI responseUrl, SlackMessage words) {
    if (responseUrl == null || !api.respond(responseUrl, words)) {
      log.warn("Somebody could not be told what became of their wish, and sees that it failed");
      throw new NotStoredException("whoever pressed it could not be told that it failed");
    }
  }

  private final class Handler implements Interaction.Handler {

    @Override
    public CompletionStage<?> openForm(Interaction.OpenForm wanted) {
      DialogMetadata about = wanted.about();
      return run(
          openers,
          () -> {
            if (wanted.form() == DialogKind.REJECT) {
              openReject(about, wanted.triggerId());
            } else {
              openChosen(wanted.form(), about, wanted.triggerId());
            }
          },
          () -> sayFailed(about.responseUrl()));
    }

    @Override
    public CompletionStage<?> showScript(Interaction.ShowScript wanted) {
      return run(openers, () -> openScript(wanted), () -> sayFailed(wanted.responseUrl()));
    }

    @Override
    public CompletionStage<?> previewWindow(Interaction.PreviewWindow wanted) {
      var unused =
          run(
              openers,
              () -> preview(wanted.view(), wanted.about(), wanted.window()),
              () -> sayFailed(wanted.about().responseUrl()));
      return AT_ONCE;
    }

    @Override
    public CompletionStage<?> answer(Interaction.Command asked) {
      var unused =
          run(
              readers,
              () -> DialogService.this.answer(asked),
              () -> sayFailed(asked.responseUrl()));
      return AT_ONCE;
    }

    @Override
    public CompletionStage<?> answer(Interaction.Mention asked) {
      return run(
          readers,
          () -> DialogService.this.answer(asked),
          () -> DialogService.this.sayFailed(asked));
    }

    @Override
    public CompletionStage<?> sayUnknown(Interaction.UnknownButton pressed) {
      return run(
          readers,
          () -> DialogService.this.sayUnknown(pressed.responseUrl()),
          () -> sayFailed(pressed.responseUrl()));
    }
  }
}
