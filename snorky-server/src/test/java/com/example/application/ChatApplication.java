package com.example.application;

import com.example.chat.MyChatService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class ChatApplication {

    @Bean
    MyChatService myChatService() {
        return new MyChatService();
    }
}
