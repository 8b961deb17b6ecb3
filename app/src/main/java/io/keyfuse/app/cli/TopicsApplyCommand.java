package io.keyfuse.app.cli;

import io.keyfuse.app.topic.TopicAdministration;
import io.keyfuse.app.topic.TopicDiff.Verdict;
import io.keyfuse.app.topic.TopicPlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes topics what is wanted. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Makes topics and changes their settings to what is wanted.",
      "Only settings that Keyfuse owns are touched: cleanup.policy, retention.ms of topics that",
      "delete, min.insync.replicas where it is configured. While one topic is refused, nothing",
      "is changed."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:topics are as wanted",
      "1:a topic is refused, or the answer was not yes; nothing was changed",
      "2:wrong usage or configuration, or no answer from the cluster"
    })
final class TopicsApplyCommand implements Callable<Integer> {
  private static final int TRIES = 40;
  private static final Duration PAUSE = Duration.ofMillis(250);

  @Mixin private TopicsOptions options;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return options.on(this::apply);
  }

  private int apply(TopicAdministration topics) {
    PrintWriter out = spec.commandLine().getOut();
    TopicPlan plan = topics.plan();
    out.print(TopicPlanText.of(plan));
    out.flush();
    if (plan.isEmpty()) {
      return 0;
    }
    if (plan.count(Verdict.REFUSED) > 0) {
      spec.commandLine().getErr().println("keyfuse: a topic is refused; nothing was changed");
      return 1;
    }
    if (!yes && !Confirmation.onTerminal(out).given("Apply this?")) {
      spec.commandLine().getErr().println("keyfuse: not confirmed; nothing was changed");
      return 1;
    }
    topics.apply(plan);
    return checked(topics, out);
  }

  /** Brokers learn of a change a moment after the controller made it. */
  private int checked(TopicAdministration topics, PrintWriter out) {
    TopicPlan rest = topics.plan();
    for (int i = 0; i < TRIES && !rest.isEmpty(); i++) {
      pause();
      rest = topics.plan();
    }
    out.print(rest.isEmpty() ? "applied; nothing is pending\n" : TopicPlanText.of(rest));
    out.flush();
    if (!rest.isEmpty()) {
      spec.commandLine().getErr().println("keyfuse: applied, but the topics above still differ");
    }
    return rest.isEmpty() ? 0 : 1;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
