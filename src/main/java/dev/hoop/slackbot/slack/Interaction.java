package dev.hoop.slackbot.slack;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.slack.message.DialogKind;
import dev.hoop.slackbot.slack.message.DialogMetadata;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What somebody asks of the bot that decides nothing; a click, which decides, is none. */
sealed interface Interaction {

  /**
   * Carries interactions out. What a method gives is done once the person has what they asked for,
   * or was told that it failed, or once it is on disk that they will be.
   */
  interface Handler {
    CompletionStage<?> openForm(OpenForm wanted);

    CompletionStage<?> showScript(ShowScript wanted);

    CompletionStage<?> previewWindow(PreviewWindow wanted);

    CompletionStage<?> answer(Command asked);

    CompletionStage<?> answer(Mention asked);

    CompletionStage<?> sayUnknown(UnknownButton pressed);
  }

  /** Calls the handler's method for this kind of interaction. */
  CompletionStage<?> on(Handler handler);

  /**
   * Somebody needs a dialog before they can decide.
   *
   * @param about what the click that asks for it was about
   * @param triggerId lives about three seconds
   */
  record OpenForm(DialogKind form, DialogMetadata about, String triggerId) implements Interaction {
    @Override
    public CompletionStage<?> on(Handler handler) {
      return handler.openForm(this);
    }
  }

  /**
   * Somebody wants to read the whole script.
   *
   * @param triggerId lives about three seconds
   */
  record ShowScript(ReviewId review, String triggerId, @Nullable URI responseUrl)
      implements Interaction {
    @Override
    public CompletionStage<?> on(Handler handler) {
      return handler.showScript(this);
    }
  }

  /** Somebody chose other times in an open dialog. */
  record PreviewWindow(OpenView view, DialogMetadata about, TimeWindow window)
      implements Interaction {
    @Override
    public CompletionStage<?> on(Handler handler) {
      return handler.previewWindow(this);
    }
  }

  /** A slash command. */
  record Command(SlackUserId user, String team, String words, URI responseUrl)
      implements Interaction {
    @Override
    public CompletionStage<?> on(Handler handler) {
      return handler.answer(this);
    }
  }

  /**
   * A mention of the bot.
   *
   * @param eventId the same for every delivery
   * @param root of the thread it stands in or begins
   */
  record Mention(
      String eventId,
      SlackUserId user,
      String team,
      String words,
      ChannelId channel,
      MessageTs root)
      implements Interaction {
    @Override
    public CompletionStage<?> on(Handler handler) {
      return handler.answer(this);
    }
  }

  /** A button whose value means nothing here: forged, or made by another release. */
  record UnknownButton(URI responseUrl) implements Interaction {
    @Override
    public CompletionStage<?> on(Handler handler) {
      return handler.sayUnknown(this);
    }
  }
}
