package org.snorky.demos.guests;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@SpringBootTest
@AutoConfigureMockMvc
class GuestLoginTests {

    private final MockHttpSession ann = new MockHttpSession();
    private final MockHttpSession bob = new MockHttpSession();

    @Autowired
    private MockMvc mvc;

    @AfterEach
    void everybodyLeaves() {
        for (var session : new MockHttpSession[] {ann, bob}) {
            if (!session.isInvalid()) {
                session.invalidate();
            }
        }
    }

    @Test
    void showsStrangersTheDoor() throws Exception {
        mvc.perform(get("/").accept(MediaType.TEXT_HTML)).andExpect(redirectedUrl("/login.html"));
        mvc.perform(get("/ws").accept(MediaType.ALL)).andExpect(status().isUnauthorized());
        mvc.perform(get("/guests/me")).andExpect(status().isUnauthorized());
    }

    @Test
    void letsWhoChoosesANameInUnderIt() throws Exception {
        enter(ann, " Ann ")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.name").value("Ann"));

        mvc.perform(get("/guests/me").session(ann)).andExpect(jsonPath("$.name").value("Ann"));
    }

    @Test
    void givesANameOnce() throws Exception {
        enter(ann, "Ann");

        enter(bob, "ANN")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value("Somebody is here as ANN already"));
    }

    @Test
    void freesTheNameOfWhoLeaves() throws Exception {
        enter(ann, "Ann");

        mvc.perform(post("/guests/leave").session(ann).with(csrf())).andExpect(status().isNoContent());

        enter(bob, "Ann").andExpect(status().isCreated());
    }

    @Test
    void freesTheNameOfASessionThatEnds() throws Exception {
        enter(ann, "Ann");

        ann.invalidate();

        enter(bob, "Ann").andExpect(status().isCreated());
    }

    @Test
    void freesTheNameOfWhoTakesAnother() throws Exception {
        enter(ann, "Ann");
        enter(ann, "Annie").andExpect(status().isCreated());

        enter(bob, "Ann").andExpect(status().isCreated());
    }

    @Test
    void saysWhatANameIs() throws Exception {
        enter(ann, "<script>")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value(GuestName.RULE));
    }

    @Test
    void letsNobodyBeSentInFromAnotherPage() throws Exception {
        mvc.perform(post("/guests/me")
                        .session(ann)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\": \"Ann\"}"))
                .andExpect(status().isForbidden());
    }

    private ResultActions enter(MockHttpSession session, String name) throws Exception {
        return mvc.perform(post("/guests/me")
                .session(session)
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"name\": \"" + name + "\"}"));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(GuestLogin.class)
    static class Door {}
}
