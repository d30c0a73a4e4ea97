package org.snorky.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snorky.server.test.ServiceTester;
import org.snorky.server.test.TestedClient;
import org.springframework.aop.framework.ProxyFactory;

/** The base class knows who is there, and its groups keep nobody who is not. */
class RpcServiceTests {

    private final Lobby lobby = new Lobby();
    private final ServiceTester tester = ServiceTester.of(lobby);

    @SnorkyService("lobby")
    static class Lobby extends RpcService {

        final ClientGroup seated = newGroup();
        final List<String> events = new ArrayList<>();

        @RpcCommand
        boolean sit(Client client) {
            return seated.add(client);
        }

        @RpcCommand
        boolean stand(Client client) {
            return seated.remove(client);
        }

        @RpcCommand
        int call(Client client, String body) {
            clients().sendToOthers(client, Map.of("type", "called", "body", body));
            return clients().size();
        }

        @RpcCommand
        void serve(String dish) {
            seated.send(Map.of("type", "served", "dish", dish));
        }

        @Override
        protected void clientConnected(Client client) {
            events.add("came " + client.identity());
        }

        @Override
        protected void clientDisconnected(Client client) {
            events.add("went " + client.identity() + (seated.contains(client) ? " from its seat" : ""));
            if (client.identity() == null) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @Test
    void reachesAllWhoAreConnected() {
        TestedClient ann = tester.connect("ann");
        TestedClient bob = tester.connect("bob");

        assertThat(ann.call("call", Map.of("body", "hey")).intValue()).isEqualTo(2);

        assertThat(bob.received()).hasSize(1);
        assertThat(ann.received()).isEmpty();
    }

    @Test
    void reachesTheMembersOfAGroup() {
        TestedClient ann = tester.connect("ann");
        TestedClient bob = tester.connect("bob");
        assertThat(ann.call("sit").booleanValue()).isTrue();
        assertThat(ann.call("sit").booleanValue()).isFalse();
        bob.call("sit");
        assertThat(bob.call("stand").booleanValue()).isTrue();
        assertThat(bob.call("stand").booleanValue()).isFalse();

        bob.call("serve", Map.of("dish", "soup"));

        assertThat(ann.received()).hasSize(1);
        assertThat(bob.received()).isEmpty();
    }

    @Test
    void whoDisconnectsLeavesAllGroups() {
        TestedClient ann = tester.connect("ann");
        TestedClient nobody = tester.connect();
        ann.call("sit");
        nobody.call("sit");
        ann.disconnect();
        nobody.disconnect();

        assertThat(lobby.seated.members()).isEmpty();
        assertThat(lobby.clients().size()).isZero();
        assertThat(lobby.events)
                .containsExactly("came \"ann\"", "came null", "went \"ann\" from its seat", "went null from its seat");
    }

    @Test
    void whoIsGoneIsNotTakenIn() {
        TestedClient ann = tester.connect("ann");
        ann.call("sit");
        Client client = lobby.seated.members().get(0);
        ann.disconnect();

        assertThat(lobby.seated.add(client)).isFalse();
        assertThat(lobby.seated.size()).isZero();
    }

    @Test
    void anApplicationThatAsksOnceIsInNoGroup() {
        assertThat(tester.backend().call("sit").booleanValue()).isFalse();
        assertThat(lobby.seated.size()).isZero();
    }

    @Test
    void worksBehindAProxy() {
        ProxyFactory factory = new ProxyFactory(lobby);
        factory.setProxyTargetClass(true);
        ServiceTester proxied = ServiceTester.of(factory.getProxy());
        TestedClient ann = proxied.connect("ann");

        assertThat(ann.call("sit").booleanValue()).isTrue();
        ann.disconnect();

        assertThat(lobby.clients().size()).isZero();
    }
}
