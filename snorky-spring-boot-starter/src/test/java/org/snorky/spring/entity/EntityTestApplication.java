package org.snorky.spring.entity;

import org.snorky.spring.entity.model.Task;
import org.snorky.spring.test.AutoConfigureSnorkyRecorder;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@AutoConfigureSnorkyRecorder
@EntityScan(basePackageClasses = Task.class)
class EntityTestApplication {}
