package org.snorky.server.architecture.planted.config;

import io.lettuce.core.RedisClient;

class ConfigThatKnowsLettuce {

    RedisClient client;
}
