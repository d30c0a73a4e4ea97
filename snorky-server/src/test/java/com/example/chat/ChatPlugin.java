package com.example.chat;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
public class ChatPlugin {

    @Bean
    MyChatService myChatService() {
        return new MyChatService();
    }
}
