package org.snorky.server.datasync.routing;

import org.snorky.server.datasync.filter.Filter;

/** What one item of a subscription comes to: the rows of a model that meet a filter. */
public record RoutedItem(String model, Filter filter) {}
