package io.keyfuse.app.demo;

/**
 * Whose key it is.
 *
 * @param tenant the customer
 * @param project the provider's project or workspace
 * @param feature the product feature that calls
 */
record Owner(String tenant, String project, String feature) {}
