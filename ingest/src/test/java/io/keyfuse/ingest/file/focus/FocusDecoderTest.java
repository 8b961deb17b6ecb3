package io.keyfuse.ingest.file.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.file.DecodedFiles;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.ingest.file.FileFeedsConfig;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FocusDecoderTest {
  private static final String HEADER =
      "Id,ProviderName,SubAccountId,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,"
          + "ChargeClass,ChargePeriodStart,ChargePeriodEnd,BillingPeriodStart,SkuId,RegionId,"
          + "ServiceName,ServiceCategory\n";
  private static final String USAGE =
      "1,AWS,acc1,1.5,1.25,USD,Usage,NULL,2026-09-18 22:00:00,2026-09-18 23:00:00,"
          + "2026-09-01 00:00:00,SKU1,us-east-1,Amazon Bedrock,AI and Machine Learning\n";

  @TempDir Path folder;

  @Test
  void shouldMakeOneBucketOfARow() throws IOException {
    UsageEvent event = decode(HEADER + USAGE).usage().get(0);

    assertThat(event.getSource()).isEqualTo(UsageSource.BILLING_EXPORT);
    assertThat(event.getCredential().toString()).contains("aws", "acc1", "unattributed");
    assertThat(event.getBucket().getStart()).isEqualTo(Instant.parse("2026-09-18T22:00:00Z"));
    assertThat(event.getBucket().getWidthMs()).isEqualTo(3_600_000);
    assertThat(event.getCost().getAmountNanos()).isEqualTo(1_500_000_000L);
    assertThat(event.getModel()).isEqualTo("SKU1");
    assertThat(event.getOperation()).isEqualTo("usage");
    assertThat(event.getObservedAt()).isEqualTo(DecodedFiles.OBSERVED);
  }

  @Test
  void shouldAddUpDifferentChargesOfOneIdentity() throws IOException {
    DecodedFiles decoded = decode(HEADER + USAGE + USAGE.replace(",1.5,", ",-0.000000001,"));

    assertThat(decoded.usage()).hasSize(1);
    assertThat(decoded.usage().get(0).getCost().getAmountNanos()).isEqualTo(1_499_999_999L);
    assertThat(decoded.tally().merged()).isEqualTo(1);
    assertThat(decoded.tally().read()).isEqualTo(2);
  }

  @Test
  void shouldKeepCorrectionsApartFromWhatTheyCorrect() throws IOException {
    String correction =
        USAGE
            .replace("Usage,NULL", "Usage,Correction")
            .replace(",1.5,", ",-1,")
            .replace("2026-09-01", "2026-10-01");

    List<UsageEvent> events = decode(HEADER + USAGE + correction).usage();

    assertThat(events)
        .extracting(UsageEvent::getOperation)
        .containsExactly("usage", "usage correction 2026-10-01");
    assertThat(events.get(0).getBucket()).isEqualTo(events.get(1).getBucket());
    assertThat(events.stream().mapToLong(e -> e.getCost().getAmountNanos()).sum())
        .isEqualTo(500_000_000L);
  }

  @Test
  void shouldGiveTheSameIdentityAndAnotherIdToARestatedCharge() throws IOException {
    UsageEvent first = decode(HEADER + USAGE).usage().get(0);
    UsageEvent again = decode(HEADER + USAGE).usage().get(0);
    UsageEvent restated = decode(HEADER + USAGE.replace(",1.5,", ",1.4,")).usage().get(0);

    assertThat(again).isEqualTo(first);
    assertThat(restated.getEventId()).isNotEqualTo(first.getEventId());
    assertThat(restated.getBucket()).isEqualTo(first.getBucket());
    assertThat(restated.getModel()).isEqualTo(first.getModel());
  }

  @Test
  void shouldAddUpThePartsOfOneExport() throws IOException {
    Path a = Files.writeString(folder.resolve("a.csv"), HEADER + USAGE);
    Path b = Files.writeString(folder.resolve("b.csv"), HEADER + USAGE);

    DecodedFiles decoded =
        DecodedFiles.oneDelivery(new FocusDecoder(FileFeedsConfig.defaults()), a, b);

    assertThat(decoded.usage()).hasSize(1);
    assertThat(decoded.usage().get(0).getCost().getAmountNanos()).isEqualTo(3_000_000_000L);
  }

  @Test
  void shouldReadColumnsByNameUnknownOnesAndQuotedNumbers() throws IOException {
    DecodedFiles decoded =
        decode(
            "\uFEFFx_Foo,ChargePeriodEnd,\"ChargePeriodStart\",BilledCost,ChargeCategory,"
                + "ServiceProviderName,CredentialId,SubAccountId\n"
                + "\"a \"\"b\"\", c\",2026-09-19T00:00:00Z,2026-09-18T00:00:00Z,\"2.5\",Usage,"
                + "OpenAI,key_1,proj_1\n");

    assertThat(decoded.tally().refused()).isEmpty();
    assertThat(decoded.usage().get(0).getCredential().toString())
        .contains("\"openai\"", "\"proj_1\"", "\"key_1\"");
    assertThat(decoded.usage().get(0).getCost().getAmountNanos()).isEqualTo(2_500_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "USD, EUR, UNKNOWN_WORD, currency",
    "1.5, abc, INVALID_NUMBER, BilledCost",
    "1.5, 1e300, ABSURD_COST, BilledCost",
    "1.5, NULL, MISSING_FIELD, BilledCost",
    "Usage, Magic, UNKNOWN_WORD, ChargeCategory",
    "2026-09-18 22:00:00, yesterday, INVALID_TIME, ChargePeriodStart",
    "2026-09-18 23:00:00, 2026-09-18 22:00:00, INVALID_BUCKET, bucket.width_ms",
    "acc1, a:b, INVALID_TEXT, credential.account",
    "acc1, sk-proj-abcdefghij0123456789ABCDEF, SECRET_IN_EVENT, credential.account",
  })
  void shouldRefuseARowForOneThing(String text, String wrong, RejectReason reason, String field)
      throws IOException {
    DecodedFiles decoded = decode(HEADER + USAGE.replace(text, wrong));

    assertThat(decoded.usage()).isEmpty();
    Decoded.Refused refused = decoded.tally().places().get(0);
    assertThat(refused.why().reason()).isEqualTo(reason);
    assertThat(refused.why().field()).isEqualTo(field);
    assertThat(refused.where()).isEqualTo("row 1");
    assertThat(refused.why().message()).doesNotContain("abcdefghij");
  }

  @Test
  void shouldRefuseARowThatIsCutShortAndReadTheNext() throws IOException {
    DecodedFiles decoded = decode(HEADER + "1,AWS,acc1,1.5\n" + USAGE);

    assertThat(decoded.tally().refused()).containsOnlyKeys("malformed_record");
    assertThat(decoded.usage()).hasSize(1);
  }

  @Test
  void shouldConvertByAConfiguredRateOnly() throws IOException {
    FileFeedsConfig config =
        new FileFeedsConfig(
            FileFeedsConfig.CostColumn.EFFECTIVE,
            false,
            List.of("AI and Machine Learning"),
            List.of(),
            Map.of("EUR", new BigDecimal("1.08")));
    String storage = USAGE.replace("AI and Machine Learning", "Storage");

    DecodedFiles decoded =
        DecodedFiles.text(
            new FocusDecoder(config), folder, HEADER + USAGE.replace("USD", "EUR") + storage);

    assertThat(decoded.usage().get(0).getCost().getAmountNanos()).isEqualTo(1_350_000_000L);
    assertThat(decoded.tally().ignored()).containsEntry("service_category", 1L);
  }

  @Test
  void shouldReadGzipAndRefuseADamagedOne() throws IOException {
    Path file = folder.resolve("bill.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((HEADER + USAGE).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(DecodedFiles.of(FileFeedsConfig.defaults(), file).usage()).hasSize(1);

    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

    assertFault(FileFault.Kind.BROKEN_GZIP, () -> read(file));
  }

  @Test
  void shouldStopAtABomb() throws IOException {
    Path file = folder.resolve("bomb.csv.gz");
    byte[] blank = "\n".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((HEADER + USAGE).getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 64; i++) {
        out.write(blank);
      }
    }

    assertFault(FileFault.Kind.GZIP_BOMB, () -> read(file));
  }

  @Test
  void shouldNameTheMissingColumn() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "BilledCost,ChargeCategory\n1,Usage\n");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(FileFault.class)
        .hasMessageContaining("ChargePeriodStart");
  }

  private static void read(Path file) throws IOException {
    var unused = DecodedFiles.oneDelivery(new FocusDecoder(FileFeedsConfig.defaults()), file);
  }

  private static void assertFault(
      FileFault.Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(FileFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }

  private DecodedFiles decode(String csv) throws IOException {
    return DecodedFiles.text(new FocusDecoder(FileFeedsConfig.defaults()), folder, csv);
  }
}
