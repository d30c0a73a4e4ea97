package org.snorky.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class TokenlessRequestTests {

    private static MockHttpServletRequest request(String query) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/ws");
        request.setQueryString(query);
        return request;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "access_token=abc,none,abc",
                "a=1&access_token=abc&b=2,a=1&b=2,abc",
                "access%5Ftoken=a%2Eb,none,a.b",
                "access_token,none,''",
                "access_token=,none,''",
            })
    void takesTheTokenOutOfTheQuery(String query, String left, String token) {
        HttpServletRequest clean = TokenlessRequest.of(request(query));

        assertThat(clean.getQueryString()).isEqualTo(left);
        assertThat(Handshake.of(clean).accessToken()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", "my_access_token=x", "%zz=1&a=%"})
    void leavesOtherRequestsAlone(String query) {
        HttpServletRequest request = request(query);

        assertThat(TokenlessRequest.of(request)).isSameAs(request);
        assertThat(Handshake.of(request).accessToken()).isNull();
    }

    @Test
    void hidesTheParameter() {
        MockHttpServletRequest request = request("access_token=abc&a=1");
        request.setParameter("access_token", "abc");
        request.setParameter("a", "1");
        HttpServletRequest clean = TokenlessRequest.of(request);

        assertThat(clean.getParameter("access_token")).isNull();
        assertThat(clean.getParameterValues("access_token")).isNull();
        assertThat(clean.getParameterMap()).containsOnlyKeys("a");
        assertThat(Collections.list(clean.getParameterNames())).containsExactly("a");
        assertThat(clean.getParameter("a")).isEqualTo("1");
    }

    @Test
    void aHeaderWillDoAsWell() {
        MockHttpServletRequest request = request(null);
        request.addHeader("Authorization", "bearer abc");
        assertThat(Handshake.of(request).accessToken()).isEqualTo("abc");

        MockHttpServletRequest basic = request(null);
        basic.addHeader("Authorization", "Basic abc");
        assertThat(Handshake.of(basic).accessToken()).isNull();
    }

    @Test
    void refusesMoreThanOneToken() {
        MockHttpServletRequest both = request("access_token=abc");
        both.addHeader("Authorization", "Bearer abc");

        for (HttpServletRequest request : new HttpServletRequest[] {both, request("access_token=a&access_token=b")}) {
            HttpServletRequest clean = TokenlessRequest.of(request);
            assertThatThrownBy(() -> Handshake.of(clean))
                    .isInstanceOfSatisfying(HandshakeRefusedException.class, refused -> assertThat(refused.status())
                            .isEqualTo(401));
        }
    }

    @Test
    void isNotToldByTheHandshakesText() {
        assertThat(Handshake.of(TokenlessRequest.of(request("access_token=abc")))
                        .toString())
                .doesNotContain("abc");
    }
}
