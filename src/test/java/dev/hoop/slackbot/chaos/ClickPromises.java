package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.gateway.ReceivedVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An acked click is never lost: it was decided, or its person was told. */
final class ClickPromises {

  /** Says that the end is not known yet, so it is none. */
  static final String MEANWHILE = "don't decide again";

  private final List<Finding> findings = new ArrayList<>();
  private final List<ReceivedVerdict> casts;
  private final List<ReceivedMessage> told;
  private final Observation world;
  private int lost;
  private int decided;
  private int answered;

  ClickPromises(Observation world) {
    this.world = world;
    this.casts = new ArrayList<>(world.casts().stream().filter(c -> !c.onWeb()).toList());
    casts.removeIf(cast -> !cast.counted());
    this.told = new ArrayList<>(world.told().stream().filter(t -> t.session().isEmpty()).toList());
    told.removeIf(one -> one.words().contains(MEANWHILE));
    told.sort(Comparator.comparing(ReceivedMessage::at));
    List<ButtonPress> open = new ArrayList<>(acked());
    open.removeIf(press -> settle(answer(press, press.address())));
    open.removeIf(this::decision);
    open.removeIf(press -> settle(answer(press, "")));
    open.forEach(this::lose);
  }

  private List<ButtonPress> acked() {
    return world.presses().stream()
        .filter(ButtonPress::acked)
        .sorted(Comparator.comparing(ButtonPress::at))
        .toList();
  }

  List<Finding> findings() {
    return findings;
  }

  int lost() {
    return lost;
  }

  int decided() {
    return decided;
  }

  int answered() {
    return answered;
  }

  /** An answer serves for one click alone. */
  private boolean settle(Optional<ReceivedMessage> answer) {
    answer.ifPresent(told::remove);
    answered += answer.isPresent() ? 1 : 0;
    return answer.isPresent();
  }

  private Optional<ReceivedMessage> answer(ButtonPress press, String address) {
    return told.stream()
        .filter(one -> one.user().equals(press.user()) && one.at() > press.at())
        .filter(one -> one.address().equals(address))
        .findFirst();
  }

  private boolean decision(ButtonPress press) {
    Optional<ReceivedVerdict> cast = casts.stream().filter(one -> isOf(one, press)).findFirst();
    cast.ifPresent(casts::remove);
    decided += cast.isPresent() ? 1 : 0;
    return cast.isPresent();
  }

  private boolean isOf(ReceivedVerdict cast, ButtonPress press) {
    boolean withdraws = press.verdict().equals("REJECTED");
    return cast.review().equals(press.review())
        && (cast.groups().contains(press.group()) || withdraws)
        && cast.asked().equals(press.verdict())
        && world.bySlack(press.user()).filter(p -> p.email().equals(cast.by())).isPresent();
  }

  private void lose(ButtonPress press) {
    lost++;
    findings.add(
        Finding.yet(
            press.user()
                + " clicked "
                + press.verdict()
                + " for "
                + press.group()
                + " on review "
                + press.review()
                + ", it was acked, and nothing came of it"));
  }
}
