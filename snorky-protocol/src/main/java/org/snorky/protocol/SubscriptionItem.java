package org.snorky.protocol;

import tools.jackson.databind.JsonNode;

/**
 * What a subscription listens to: a dealer and the query it is asked.
 *
 * @param dealer the dealer's name, or a model's name for that model's default dealer
 * @param query any JSON value the dealer understands; JSON null where it asks nothing
 */
public record SubscriptionItem(String dealer, JsonNode query) {}
