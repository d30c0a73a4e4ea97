package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;

class MessageByMessageTests {

    private final List<String> written = new ArrayList<>();
    private final List<@Nullable Throwable> ends = new ArrayList<>();
    private boolean takesAtOnce = true;
    private FrameWriter.@Nullable Completion waiting;

    private final MessageByMessage writer = new MessageByMessage() {

        @Override
        protected void write(OutboundMessage message, Completion completion) {
            if (message.text().equals("breaks")) {
                throw new IllegalStateException("wanted by the test");
            }
            written.add(message.text());
            if (takesAtOnce) {
                completion.done(null);
            } else {
                waiting = completion;
            }
        }

        @Override
        public void close(CloseReason reason) {}
    };

    private void write(String... texts) {
        List<OutboundMessage> messages = new ArrayList<>();
        for (String text : texts) {
            messages.add(OutboundMessage.ofUtf8(text.getBytes(StandardCharsets.UTF_8)));
        }
        writer.write(messages, ends::add);
    }

    private void end(@Nullable Throwable failure) {
        FrameWriter.Completion ended = waiting;
        waiting = null;
        assertThat(ended).isNotNull();
        ended.done(failure);
    }

    @Test
    void completesOnceForAll() {
        write("a", "b", "c");

        assertThat(written).containsExactly("a", "b", "c");
        assertThat(ends).hasSize(1).containsOnlyNulls();
    }

    @Test
    void writesTheNextWhenTheClientHasTakenOne() {
        takesAtOnce = false;
        write("a", "b");
        assertThat(written).containsExactly("a");
        end(null);
        assertThat(written).containsExactly("a", "b");
        assertThat(ends).isEmpty();

        end(null);
        assertThat(ends).hasSize(1).containsOnlyNulls();
    }

    @Test
    void stopsAtTheFirstThatFails() {
        takesAtOnce = false;
        write("a", "b");
        end(new IOException("wanted by the test"));

        assertThat(written).containsExactly("a");
        assertThat(ends).singleElement().isInstanceOf(IOException.class);
    }

    @Test
    void stopsAtTheFirstThatCannotBeWritten() {
        write("a", "breaks", "c");

        assertThat(written).containsExactly("a");
        assertThat(ends).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void endsWhatIsUnderWayAndWhatStillComesOnceTheConnectionIsGone() {
        takesAtOnce = false;
        write("a", "b");
        writer.disconnected();
        assertThat(ends).singleElement().isInstanceOf(IOException.class);

        write("c");
        assertThat(written).containsExactly("a");
        assertThat(ends).hasSize(2).doesNotContainNull();
        end(null);
        assertThat(written).as("when the container tells of it after all").containsExactly("a");
        assertThat(ends).hasSize(2);
    }

    @Test
    void needsNoMoreStackForMore() {
        write(Collections.nCopies(100_000, "a").toArray(String[]::new));

        assertThat(written).hasSize(100_000);
        assertThat(ends).hasSize(1).containsOnlyNulls();
    }
}
