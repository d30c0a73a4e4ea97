package org.snorky.demos.guests;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets guests in, and tells them who they are; a page that asks now and then keeps its session. */
@RestController
@RequestMapping("/guests")
class GuestController {

    private static final String STAY = Guests.Stay.class.getName();

    private final Guests guests;
    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    GuestController(Guests guests) {
        this.guests = guests;
    }

    @GetMapping("/me")
    Guest me(@Nullable Principal principal) {
        if (principal == null) {
            throw problem(HttpStatus.UNAUTHORIZED, "Nobody yet");
        }
        return new Guest(principal.getName());
    }

    /** The session gets a new id, so that nobody who knew the old one comes along. */
    @PostMapping("/me")
    @ResponseStatus(HttpStatus.CREATED)
    Guest enter(@RequestBody Guest wanted, HttpServletRequest request, HttpServletResponse response) {
        if (guests.isFull()) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, "There is no room for more guests");
        }
        var name = GuestName.of(wanted.name())
                .orElseThrow(() -> problem(HttpStatus.UNPROCESSABLE_CONTENT, GuestName.RULE));
        var stay = guests.welcome(name)
                .orElseThrow(() -> problem(HttpStatus.CONFLICT, "Somebody is here as " + name.text() + " already"));
        var session = request.getSession();
        request.changeSessionId();
        session.setAttribute(STAY, stay);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(name.text(), null, List.of()));
        contexts.saveContext(context, request, response);
        return new Guest(name.text());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tell(ErrorResponseException problem) {
        return ResponseEntity.status(problem.getStatusCode()).body(problem.getBody());
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    /** Somebody with a name; without one, with an empty one. */
    record Guest(String name) {

        @JsonCreator
        static Guest of(@JsonProperty("name") @Nullable String name) {
            return new Guest(Objects.requireNonNullElse(name, ""));
        }
    }
}
