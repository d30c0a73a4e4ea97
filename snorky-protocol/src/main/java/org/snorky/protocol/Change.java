package org.snorky.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A row that changed, the news that more changed than rows can tell, or that subscriptions end. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Delta.Insert.class, name = "insert"),
    @JsonSubTypes.Type(value = Delta.Update.class, name = "update"),
    @JsonSubTypes.Type(value = Delta.Delete.class, name = "delete"),
    @JsonSubTypes.Type(value = Invalidation.Model.class, name = "invalidate"),
    @JsonSubTypes.Type(value = Invalidation.Item.class, name = "invalidate")
})
public sealed interface Change permits Delta, Invalidation, Withdrawal {}
