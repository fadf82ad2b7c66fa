package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.ANN;
import static dev.hoop.slackbot.store.SampleRows.OPS;
import static dev.hoop.slackbot.store.SampleRows.owed;
import static dev.hoop.slackbot.store.SampleRows.ts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.slackbot.outbox.MessageOutbox;
import dev.hoop.slackbot.outbox.MessageOutbox.Pending;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.outbox.SlackMessage;
import dev.hoop.slackbot.review.ChannelId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SqliteMessageOutboxTest {
  @TempDir private Path directory;
  private TestStore opened;
  private MessageOutbox log;

  @BeforeEach
  void openStore() {
    opened = new TestStore(directory);
    log = opened.store().messages();
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private List<Pending> due() {
    return log.due(opened.clock.instant());
  }

  static List<Recipient> everyRecipient() {
    return List.of(
        new Recipient.Direct(ANN),
        new Recipient.Privately(ANN, OPS, URI.create("https://hooks.example.com/x")),
        new Recipient.Privately(ANN, null, null),
        new Recipient.InThread(OPS, ts("1.1")));
  }

  @ParameterizedTest
  @MethodSource("everyRecipient")
  void keepsEveryKindOfRecipientAcrossARestart(Recipient recipient) {
    OutboxMessage owed =
        new OutboxMessage("k", recipient, new SlackMessage("üñ 🙂", "[{\"a\":1}]"));

    log.enqueue(owed);
    opened.restart();

    assertThat(opened.store().messages().due(opened.clock.instant()))
        .containsExactly(new Pending(owed, opened.clock.instant(), 0, 0));
  }

  @Test
  void isDueOldestFirst() {
    log.enqueue(owed("z"));
    opened.clock.forward(Duration.ofSeconds(1));
    log.enqueue(owed("a"));

    assertThat(due()).extracting(pending -> pending.owed().key()).containsExactly("z", "a");
  }

  @Test
  void neverOwesAKeyTwiceEvenAfterItWasPaid() {
    log.enqueue(owed("k"));
    log.enqueue(new OutboxMessage("k", new Recipient.Direct(ANN), new SlackMessage("other", "")));
    assertThat(due()).containsExactly(new Pending(owed("k"), opened.clock.instant(), 0, 0));

    log.delivered(due().get(0), OPS, ts("1.1"));
    log.enqueue(owed("k"));

    assertThat(due()).isEmpty();
  }

  @Test
  void postponesAndCountsTheAttempts() {
    Instant since = opened.clock.instant();
    Instant until = since.plusSeconds(5);
    log.enqueue(owed("k"));

    log.postponed(due().get(0), until, 0);

    assertThat(due()).isEmpty();
    assertThat(log.nextDue(opened.clock.instant())).contains(until);
    opened.clock.forward(Duration.ofSeconds(5));
    assertThat(due()).containsExactly(new Pending(owed("k"), since, 1, 0));
    assertThat(log.nextDue(opened.clock.instant())).isEmpty();
  }

  @Test
  void whatIsBeingSentMayHaveArrivedAndIsNotDueBeforeItsTime() {
    log.enqueue(owed("k"));
    Pending before = due().get(0);

    log.sending(before, opened.clock.instant().plusSeconds(30));
    List<Pending> meanwhile = due();
    opened.restart();
    opened.clock.forward(Duration.ofSeconds(30));

    assertThat(meanwhile).isEmpty();
    assertThat(opened.store().messages().due(opened.clock.instant()))
        .containsExactly(new Pending(owed("k"), before.since(), 0, 1));
  }

  @Test
  void whatWasPostponedIsDueAtOnceWhenItsPersonIsReachedAgain() {
    log.enqueue(owed("k"));
    log.enqueue(
        new OutboxMessage(
            "t", new Recipient.InThread(OPS, ts("1.1")), new SlackMessage("words", "")));
    Instant until = opened.clock.instant().plusSeconds(30);
    due().forEach(pending -> log.postponed(pending, until, 0));

    log.retry(new ChannelId(ANN.value()), opened.clock.instant());

    assertThat(due()).extracting(pending -> pending.owed().key()).containsExactly("k");
    log.retry(null, opened.clock.instant());
    assertThat(due()).hasSize(2);
  }
}
