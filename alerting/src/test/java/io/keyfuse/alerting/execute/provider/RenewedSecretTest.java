package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.config.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewedSecretTest {
  @TempDir Path folder;

  @Test
  void shouldReadTheFileAnewAtEachUse() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    RenewedSecret secret =
        new RenewedSecret(new SecretRef(null, file), "first", "google.admin_key");
    assertThat(secret.get()).isEqualTo("first");

    Files.writeString(file, "second\n");

    assertThat(secret.get()).isEqualTo("second");
  }

  @Test
  void shouldKeepTheLastTextWhileTheFileIsGoneOrEmpty() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first");
    RenewedSecret secret = new RenewedSecret(new SecretRef(null, file), "zero", "google.admin_key");
    assertThat(secret.get()).isEqualTo("first");

    Files.writeString(file, "");
    assertThat(secret.get()).isEqualTo("first");
    Files.delete(file);

    assertThat(secret.get()).isEqualTo("first");
  }

  @Test
  void shouldPrintNoSecret() {
    SecretRef ref = new SecretRef(null, folder.resolve("none"));

    assertThat(new RenewedSecret(ref, "hidden", "google.admin_key").toString())
        .contains("google.admin_key")
        .doesNotContain("hidden");
  }
}
