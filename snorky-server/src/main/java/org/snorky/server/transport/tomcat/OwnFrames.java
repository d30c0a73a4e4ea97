package org.snorky.server.transport.tomcat;

import jakarta.websocket.Extension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.tomcat.websocket.MessagePart;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.TransformationResult;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the control frames that Tomcat would send by itself, so that all frames of a connection go one way.
 *
 * <p>Tomcat writes them while holding a thread of its own: a client that fills its connection, takes nothing and goes on
 * asking would hold one for as long as a write may last, and as many clients as there are threads would stop the server.
 */
final class OwnFrames implements Transformation {

    private @Nullable FrameOutput output;
    private @Nullable Transformation next;

    /** Takes control frames over from now on, which is before the connection opens. */
    void useFor(FrameOutput way) {
        output = way;
    }

    @Override
    public void setNext(Transformation following) {
        next = following;
    }

    private Transformation next() {
        return Objects.requireNonNull(next, "next");
    }

    @Override
    public boolean validateRsvBits(int bits) {
        return next().validateRsvBits(bits);
    }

    @Override
    public @Nullable Extension getExtensionResponse() {
        return null;
    }

    @Override
    public TransformationResult getMoreData(byte opcode, boolean isFinal, int rsv, ByteBuffer destination)
            throws IOException {
        return next().getMoreData(opcode, isFinal, rsv, destination);
    }

    @Override
    public boolean validateRsv(int rsv, byte opcode) {
        return next().validateRsv(rsv, opcode);
    }

    /** Gives Tomcat less to write, which counts as written. */
    @Override
    public List<MessagePart> sendMessagePart(List<MessagePart> parts) throws IOException {
        FrameOutput way = output;
        if (way == null) {
            return next().sendMessagePart(parts);
        }
        List<MessagePart> rest = new ArrayList<>(0);
        for (MessagePart part : parts) {
            if (part.getOpCode() == Frames.PONG) {
                way.pong(bytes(part));
            } else if (part.getOpCode() == Frames.CLOSE) {
                way.close(bytes(part));
            } else {
                rest.add(part);
            }
        }
        return rest.isEmpty() ? rest : next().sendMessagePart(rest);
    }

    private static byte[] bytes(MessagePart part) {
        ByteBuffer payload = part.getPayload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    /** The last thing before Tomcat closes the socket. */
    @Override
    public void close() {
        if (output != null) {
            output.cut();
        }
        next().close();
    }
}
