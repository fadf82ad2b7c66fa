package dev.hoop.slackbot.slack;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.TimeWindow;
import dev.hoop.slackbot.slack.card.DialogMetadata;
import dev.hoop.slackbot.slack.card.Form;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What somebody asks of the bot that decides nothing; a click, which decides, is none. */
sealed interface Interaction {

  /** Carries interactions out. */
  interface Handler {
    void openForm(OpenForm wanted);

    void showScript(ShowScript wanted);

    void previewWindow(PreviewWindow wanted);

    void answer(Command asked);

    void answer(Mention asked);

    void sayUnknown(UnknownButton pressed);
  }

  /** Calls the handler's method for this kind of interaction. */
  void on(Handler handler);

  /**
   * Somebody needs a dialog before they can decide.
   *
   * @param about what the click that asks for it was about
   * @param triggerId lives about three seconds
   */
  record OpenForm(Form form, DialogMetadata about, String triggerId) implements Interaction {
    @Override
    public void on(Handler handler) {
      handler.openForm(this);
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
    public void on(Handler handler) {
      handler.showScript(this);
    }
  }

  /** Somebody chose other times in an open dialog. */
  record PreviewWindow(String viewId, DialogMetadata about, TimeWindow window)
      implements Interaction {
    @Override
    public void on(Handler handler) {
      handler.previewWindow(this);
    }
  }

  /** A slash command. */
  record Command(SlackUserId user, String team, String words, URI responseUrl)
      implements Interaction {
    @Override
    public void on(Handler handler) {
      handler.answer(this);
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
    public void on(Handler handler) {
      handler.answer(this);
    }
  }

  /** A button whose value means nothing here: forged, or made by another release. */
  record UnknownButton(URI responseUrl) implements Interaction {
    @Override
    public void on(Handler handler) {
      handler.sayUnknown(this);
    }
  }
}
