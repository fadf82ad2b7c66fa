package dev.hoop.slackbot.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

final class PollLoopTest {

  private final Queue<Runnable> rounds = new ArrayDeque<>();
  private final List<Long> pauses = new ArrayList<>();
  private final PendingReviewPoller poller = mock(PendingReviewPoller.class);
  private final PollLoop loop =
      new PollLoop(
          poller, mock(SlackLinkMonitor.class), Duration.ofSeconds(1), timer(), new Random(1));

  @Test
  void goesOnAfterAnErrorAndSaysThatItIsDownMeanwhile() throws Exception {
    doNothing()
        .doThrow(new OutOfMemoryError("unable to create native thread"))
        .doNothing()
        .when(poller)
        .round();
    loop.start();
    rounds.remove().run();
    assertThat(loop.up()).isTrue();

    rounds.remove().run();
    assertThat(loop.up()).as("after the error").isFalse();
    rounds.remove().run();
    assertThat(loop.up()).as("after the next round").isTrue();
  }

  @Test
  void aListThatIsReadInPartIsSaidAndKeepsThePace() {
    when(poller.unread()).thenReturn(Optional.of("a page of it failed"));
    loop.start();

    rounds.remove().run();

    assertThat(loop.up()).isTrue();
    assertThat(loop.detail()).hasValueSatisfying(said -> assertThat(said).contains("a page of it"));
    assertThat(pauses).containsExactly(0L, 1_000L);
    when(poller.unread()).thenReturn(Optional.empty());
    rounds.remove().run();
    assertThat(loop.detail()).isEmpty();
  }

  private ScheduledExecutorService timer() {
    ScheduledExecutorService timer = mock(ScheduledExecutorService.class);
    when(timer.schedule(any(Runnable.class), anyLong(), any()))
        .thenAnswer(
            call -> {
              rounds.add(call.getArgument(0));
              pauses.add(call.getArgument(1));
              return null;
            });
    return timer;
  }
}
