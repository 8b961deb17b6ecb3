package io.keyfuse.ingest.file.focus;

/** The FOCUS columns that Keyfuse reads; all others are skipped. */
enum FocusColumn {
  BILLED_COST("BilledCost"),
  EFFECTIVE_COST("EffectiveCost"),
  BILLING_CURRENCY("BillingCurrency"),
  BILLING_PERIOD_START("BillingPeriodStart"),
  CHARGE_CATEGORY("ChargeCategory"),
  CHARGE_CLASS("ChargeClass"),
  CHARGE_PERIOD_START("ChargePeriodStart"),
  CHARGE_PERIOD_END("ChargePeriodEnd"),
  PROVIDER_NAME("ProviderName"),
  SERVICE_PROVIDER_NAME("ServiceProviderName"),
  REGION_ID("RegionId"),
  SERVICE_CATEGORY("ServiceCategory"),
  SERVICE_NAME("ServiceName"),
  SKU_ID("SkuId"),
  SUB_ACCOUNT_ID("SubAccountId"),
  BILLING_ACCOUNT_ID("BillingAccountId"),
  /** Whatever column is configured to name the key; its own name is that of the 1.5 draft. */
  CREDENTIAL_ID("CredentialId");

  private final String header;

  FocusColumn(String header) {
    this.header = header;
  }

  String header() {
    return header;
  }
}
