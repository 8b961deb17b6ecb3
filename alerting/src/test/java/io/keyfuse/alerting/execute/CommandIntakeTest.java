package io.keyfuse.alerting.execute;

import static io.keyfuse.alerting.execute.TestCommands.suspend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.alerting.sign.CommandSignature;
import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.Ed25519CommandVerifier;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandIntakeTest {
  private static final String KEY = "fake:acme:key_1";

  private final FakeExecutor fake = new FakeExecutor("fake");
  private final LoopHarness world = new LoopHarness(fake);

  @Test
  void shouldExecuteNoneOfManyForgedOrFlippedRecordsAndAuditEachOne() {
    long seed = 20261101;
    Random random = new Random(seed);
    byte[] value = bytes(suspend("real").build());
    CommandSignature signature = new Ed25519CommandSigner(world.keys).sign(value);
    CommandSignature foreign = new Ed25519CommandSigner(SigningKeys.generate()).sign(value);
    int count = 2_000;
    for (int i = 0; i < count; i++) {
      byte[] flipped = value.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      switch (random.nextInt(5)) {
        case 0 -> world.send(KEY, flipped, signature);
        case 1 -> world.send(KEY, value, null);
        case 2 -> world.send(KEY, value, foreign);
        case 3 -> world.send(KEY, value, new CommandSignature("0000000000000000", "AA=="));
        default -> world.send(KEY, value, flip(signature, random));
      }
    }

    world.start();
    world.runUntil(() -> world.committed == count);

    assertThat(fake.changes()).as("seed %d", seed).isEmpty();
    assertThat(world.outcomes()).hasSize(count);
    assertThat(world.outcomes())
        .allSatisfy(
            outcome -> {
              assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.REFUSED);
              assertThat(outcome.getReason())
                  .isIn(OutcomeReason.BAD_SIGNATURE, OutcomeReason.UNKNOWN_SIGNER);
              assertThat(outcome.getCommandId()).isNotEqualTo("real");
              assertThat(outcome.getEpoch()).isZero();
            });
    assertThat(world.outcomes()).extracting(CommandOutcome::getCommandId).doesNotHaveDuplicates();
    assertThat(world.deadLetters()).hasSize(count);
  }

  @Test
  void shouldStillCarryOutTheGenuineOneAfterForgedCopies() {
    byte[] value = bytes(suspend("real").build());
    world.send(KEY, value, null);
    world.send(suspend("real").build());

    world.start();
    world.runUntil(() -> world.committed == 2);

    assertThat(world.statuses()).contains("real:APPLIED");
    assertThat(fake.changes()).hasSize(1);
  }

  @Test
  void shouldSendTheBytesAsTheyCameToTheDeadLetters() {
    byte[] value = {9, 9, 9};
    world.send(KEY, value, null);
    world.send(null, value, null);

    world.start();
    world.runUntil(() -> world.committed == 2);

    assertThat(world.outcomes()).as("no outcome without a credential").hasSize(1);
    ProducerRecord<byte[], byte[]> letter = world.deadLetters().get(0);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.key()).isEqualTo(KEY.getBytes(StandardCharsets.UTF_8));
    assertThat(header(letter, "keyfuse-dlq-reason")).isEqualTo("bad_signature");
    assertThat(header(letter, "__streams.errors.topic")).isEqualTo("keyfuse.commands.v1");
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo("0");
  }

  @Test
  void shouldSendALetterWithoutBytesWhenKafkaMightRefuseIt() {
    world.send(KEY, new byte[1_000_000], null);

    world.start();
    world.runUntil(() -> world.committed == 1);

    assertThat(world.deadLetters().get(0).value()).isNull();
    assertThat(header(world.deadLetters().get(0), "keyfuse-dlq-omitted")).contains("1000015");
  }

  @Test
  void shouldRefuseSignedRecordsThatAreNoCommandInTheirPlace() {
    signed(KEY, new byte[] {1, 2, 3});
    signed(KEY, new byte[0]);
    signed("fake:acme:key_2", bytes(suspend("a").build()));
    signed(null, bytes(suspend("b").build()));
    signed(KEY, bytes(suspend("c").setAction(CommandAction.UNSPECIFIED).build()));
    signed(KEY, bytes(suspend("d").setExpiresAt(TestCommands.NOW).build()));
    signed("nonsense", bytes(suspend("e").build()));

    world.start();
    world.runUntil(() -> world.committed == 7);

    assertThat(fake.changes()).isEmpty();
    assertThat(world.outcomes())
        .hasSize(5)
        .allSatisfy(o -> assertThat(o.getReason()).isEqualTo(OutcomeReason.MALFORMED));
    assertThat(world.deadLetters()).hasSize(7);
  }

  @Test
  void shouldRefuseARecordOutsideThePartitionOfItsKey() {
    world.send(suspend("a").build());
    CommandIntake elsewhere =
        new CommandIntake(
            new Ed25519CommandVerifier(List.of(world.keys.publicKey())), world.serdes, key -> 3);

    Intake intake = elsewhere.read(world.commands.get(0));

    assertThat(intake).isInstanceOf(Intake.Rejected.class);
    assertThat(((Intake.Rejected) intake).detail()).contains("partition");
  }

  @Test
  void shouldNotTakeAnUnreachableRegistryForAFault() {
    world.send(suspend("a").build());
    TopicSerdes down = new TopicSerdes(new DownRegistry(), true);
    CommandIntake intake =
        new CommandIntake(
            new Ed25519CommandVerifier(List.of(world.keys.publicKey())), down, key -> 0);

    assertThatThrownBy(() -> intake.read(world.commands.get(0)))
        .matches(RegistryException::isCausedByUnavailability);
  }

  private record DownRegistry() implements SchemaRegistryClient {
    @Override
    public int register(String subject, Schema schema) {
      throw RegistryException.unavailable("down", new java.io.IOException());
    }

    @Override
    public int lookup(String subject, Schema schema) {
      return register(subject, schema);
    }

    @Override
    public Schema schemaById(int id) {
      throw RegistryException.unavailable("down", new java.io.IOException());
    }
  }

  private void signed(@Nullable String key, byte[] value) {
    world.send(key, value, new Ed25519CommandSigner(world.keys).sign(value));
  }

  private byte[] bytes(KillSwitchCommand command) {
    return world
        .serdes
        .value(Topics.COMMANDS)
        .serializer()
        .serialize(Topics.COMMANDS.name(), command);
  }

  private static CommandSignature flip(CommandSignature signature, Random random) {
    char[] text = signature.base64().toCharArray();
    int at = random.nextInt(80);
    text[at] = text[at] == 'A' ? 'B' : 'A';
    return new CommandSignature(signature.keyId(), new String(text));
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
