package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.gateway.Cast;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An acked click is never lost: it was decided, or its person was told. */
final class Clicks {

  private static final long SOON = TimeUnit.SECONDS.toNanos(10);

  private final List<Finding> findings = new ArrayList<>();
  private final List<Cast> casts;
  private final List<Told> told;
  private final World world;
  private int lost;
  private int decided;
  private int answered;

  Clicks(World world) {
    this.world = world;
    this.casts = new ArrayList<>(world.casts().stream().filter(c -> !c.onWeb()).toList());
    casts.removeIf(cast -> !cast.counted());
    this.told = new ArrayList<>(world.told().stream().filter(t -> t.session().isEmpty()).toList());
    told.sort(Comparator.comparing(Told::at));
    List<Press> open = new ArrayList<>(acked());
    open.removeIf(press -> settle(answer(press, press.address())));
    open.removeIf(this::decision);
    // Before the answers without an address, lest it takes one that another click needs.
    open.removeIf(this::stands);
    open.removeIf(press -> settle(answer(press, "")));
    open.forEach(this::lose);
  }

  private List<Press> acked() {
    return world.presses().stream()
        .filter(Press::acked)
        .sorted(Comparator.comparing(Press::at))
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
  private boolean settle(Optional<Told> answer) {
    answer.ifPresent(told::remove);
    answered += answer.isPresent() ? 1 : 0;
    return answer.isPresent();
  }

  private Optional<Told> answer(Press press, String address) {
    return told.stream()
        .filter(one -> one.user().equals(press.user()) && one.at() > press.at())
        .filter(one -> one.address().equals(address))
        .findFirst();
  }

  private boolean decision(Press press) {
    Optional<Cast> cast = casts.stream().filter(one -> isOf(one, press)).findFirst();
    cast.ifPresent(casts::remove);
    decided += cast.isPresent() ? 1 : 0;
    return cast.isPresent();
  }

  private boolean isOf(Cast cast, Press press) {
    boolean withdraws = press.verdict().equals("REJECTED");
    return cast.review().equals(press.review())
        && (cast.groups().contains(press.group()) || withdraws)
        && cast.asked().equals(press.verdict())
        && world.bySlack(press.user()).filter(p -> p.email().equals(cast.by())).isPresent();
  }

  /**
   * A process that takes up both clicks of a double-click after a kill finds the verdict of the
   * person standing for both, and has nothing to tell.
   */
  private boolean stands(Press press) {
    boolean killed =
        world.upsets().stream()
            .anyMatch(
                upset ->
                    upset.kind() == Upset.Kind.KILL
                        && upset.at() > press.at()
                        && upset.at() - press.at() < SOON);
    boolean counted =
        world.casts().stream().anyMatch(c -> !c.onWeb() && c.counted() && isOf(c, press));
    decided += killed && counted ? 1 : 0;
    return killed && counted;
  }

  private void lose(Press press) {
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
