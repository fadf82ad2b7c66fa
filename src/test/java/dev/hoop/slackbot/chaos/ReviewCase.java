package dev.hoop.slackbot.chaos;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One review as the gateway has it.
 *
 * @param requester their e-mail
 * @param channels where it belongs
 * @param sessionOver whether the session that asked is done
 * @param asks the groups that were asked
 * @param groups what each group says, in words of the gateway; one more where a stranger rejected
 * @param deciders the e-mail or key of who said it
 */
record ReviewCase(
    String review,
    String session,
    String requester,
    List<String> channels,
    boolean jit,
    String status,
    boolean sessionOver,
    @Nullable Integer exitCode,
    List<String> asks,
    Map<String, String> groups,
    Map<String, String> deciders) {

  boolean waits() {
    return status.equals("PENDING");
  }

  boolean approved() {
    return List.of("APPROVED", "PROCESSING", "EXECUTED").contains(status);
  }

  /** The review as people call it in a complaint. */
  String name() {
    return "review " + review + " (" + status + ")";
  }
}
