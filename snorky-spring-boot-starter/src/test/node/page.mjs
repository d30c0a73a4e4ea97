/** A page of an application whose server stands elsewhere, as one process: connects, follows a list, tells what happens. */
const [client, application, server, authorization] = process.argv.slice(2);
const { Snorky } = await import(`${client}/dist/index.js`);
const { WebSocket } = await import(`${client}/node_modules/ws/wrapper.mjs`);

const tell = (what) => console.log(JSON.stringify(what));
const headers = { Authorization: authorization };
const services = { datasync: Snorky.DataSync };

const snorky = new Snorky(WebSocket, server, services, {
  token: Snorky.tokenFrom(`${application}/snorky/token`, { headers }),
});
snorky.connected.add(() => tell("connected"));
snorky.disconnected.add(({ code }) => tell({ disconnected: code }));
snorky.errorOccurred.add(({ code, status }) => tell({ error: code, status }));

const todos = await snorky.live(`${application}/api/todos`, { headers, retry: true });
const show = () => tell({ status: todos.status, titles: todos.items.map(({ title }) => title) });
todos.on("status", show);
todos.on("change", show);
show();
