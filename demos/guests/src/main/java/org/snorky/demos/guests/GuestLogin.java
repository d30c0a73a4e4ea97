package org.snorky.demos.guests;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/**
 * A login without passwords, for applications in which it matters who is who and not who one really is. To be imported;
 * the application has a page {@code /login.html}, and everything else is for guests.
 */
@Configuration(proxyBeanMethods = false)
@Import(GuestController.class)
public class GuestLogin {

    private static final String LOGIN_PAGE = "/login.html";
    private static final int MOST_GUESTS = 1_000;
    private static final String OWN_CONTENT_ONLY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'";

    @Bean
    Guests guests() {
        return new Guests(MOST_GUESTS);
    }

    /** There are no users with passwords; with this bean, Boot makes up none. */
    @Bean
    UserDetailsService noPasswords() {
        return name -> {
            throw new UsernameNotFoundException("Guests have no passwords");
        };
    }

    @Bean
    SecurityFilterChain doorOfGuests(HttpSecurity http) {
        var pages = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        pages.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(LOGIN_PAGE, "/guests/**", "/error")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(strangers -> strangers
                        .defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint(LOGIN_PAGE), pages)
                        .defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), AnyRequestMatcher.INSTANCE))
                .csrf(CsrfConfigurer::spa)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(OWN_CONTENT_ONLY)))
                .logout(logout -> logout.logoutUrl("/guests/leave")
                        .logoutSuccessHandler((request, response, who) -> response.setStatus(204)))
                .build();
    }
}
