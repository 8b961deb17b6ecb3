package io.keyfuse.app.cli;

import io.keyfuse.app.topic.TopicAdministration;
import io.keyfuse.app.topic.TopicPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says how topics differ from what is wanted. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Says how topics differ from what is wanted; changes nothing.",
      "With the flags of apply it says what apply would do with them."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing differs",
      "1:failed",
      "2:wrong usage or configuration, or no answer from the cluster",
      "3:something is to be made or changed, or is refused"
    })
final class TopicsPlanCommand implements Callable<Integer> {
  private static final int DIFFERS = 3;

  @Mixin private TopicsOptions options;

  @Mixin private OutputOption output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TopicPlan plan = options.on(TopicAdministration::plan);
    PrintWriter out = spec.commandLine().getOut();
    out.print(output.isJson() ? TopicPlanJson.of(plan) : TopicPlanText.of(plan));
    out.flush();
    return plan.isEmpty() ? 0 : DIFFERS;
  }
}
