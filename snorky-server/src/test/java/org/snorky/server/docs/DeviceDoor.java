package org.snorky.server.docs;

import java.util.Map;
import org.snorky.server.identity.ClientAuthenticator;
import org.snorky.server.identity.Handshake;
import org.snorky.server.identity.HandshakeRefusedException;
import org.snorky.server.session.ClientIdentity;

class DeviceDoor implements ClientAuthenticator {

    private final Map<String, String> devicesByKey;

    DeviceDoor(Map<String, String> devicesByKey) {
        this.devicesByKey = devicesByKey;
    }

    @Override
    public ClientIdentity authenticate(Handshake handshake) {
        String device = devicesByKey.get(String.valueOf(handshake.accessToken()));
        if (device == null) {
            throw HandshakeRefusedException.unauthorized("No such device");
        }
        return ClientIdentity.of(device);
    }
}
