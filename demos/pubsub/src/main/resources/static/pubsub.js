// The same by SockJS: http://localhost:8002/?sockjs
const sockjs = new URLSearchParams(location.search).has("sockjs");

const snorky = new Snorky(sockjs ? SockJS : WebSocket, sockjs ? "/sockjs" : `ws://${location.host}/ws`, {
  pubsub: Snorky.PubSub,
});
const { pubsub } = snorky.services;

pubsub.subscribe({ channel: "messages" });

pubsub.messagePublished.add(({ message }) => {
  const item = document.createElement("li");
  item.textContent = message;
  document.querySelector("#messages").append(item);
});

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault(); // don't reload the page

  const input = document.querySelector("#message");
  pubsub.publish({ channel: "messages", message: input.value });
  input.value = "";
});
