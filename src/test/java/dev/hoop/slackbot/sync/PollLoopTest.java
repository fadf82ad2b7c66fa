package dev.hoop.slackbot.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.review.GatewayUnavailableException;
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
  private final SlackLinkMonitor links = mock(SlackLinkMonitor.class);
  private final MutableClock clock = new MutableClock();
  private final PollLoop loop =
      new PollLoop(poller, links, Duration.ofSeconds(1), timer(), clock, new Random(1));

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
  void linksAreLookedAtByTheClockAndAgainAfterALookThatFailed() throws Exception {
    doThrow(new GatewayUnavailableException("503", false)).doNothing().when(links).round();
    loop.start();
    rounds.remove().run();
    rounds.remove().run();
    verify(links, times(2)).round();

    for (int second = 0; second < 30; second++) {
      clock.forward(Duration.ofSeconds(1));
      rounds.remove().run();
    }

    verify(links, times(4)).round();
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
