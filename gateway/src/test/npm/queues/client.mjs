// A local system over AMQP 1.0: posts what it is told to, reads its queues, decides, and prints all it hears as
// JSON lines. The script on standard input is one JSON object: host, port, ca, user, key, posts, expect.
import { readFileSync } from 'node:fs';
import rhea from 'rhea';

const script = JSON.parse(readFileSync(0, 'utf8'));
const container = rhea.create_container();
const connection = container.connect({
  host: script.host,
  port: script.port,
  username: script.user,
  password: script.key,
  transport: 'tls',
  ca: script.ca,
  servername: 'localhost',
  reconnect: false,
  checkServerIdentity: () => undefined,
});
const say = (what) => console.log(JSON.stringify(what));
const end = (code) => { connection.close(); setTimeout(() => process.exit(code), 200); };
const limit = setTimeout(() => { say({ event: 'timeout' }); process.exit(3); }, 60000);
let heard = 0;

function finish() {
  if (++heard >= script.expect) {
    clearTimeout(limit);
    end(0);
  }
}

const sender = connection.open_sender(`hutong.submit.${script.user}`);
connection.open_receiver(`hutong.outcome.${script.user}`);
connection.open_receiver(`hutong.deliver.${script.user}`);
let posted = false;
container.on('sendable', () => {
  if (posted) {
    return;
  }
  posted = true;
  for (const post of script.posts ?? []) {
    sender.send({ durable: true, body: post.body, application_properties: { reference: post.reference, ...post.properties } });
  }
});
container.on('rejected', (context) => {
  say({ event: 'rejected', condition: context.delivery?.remote_state?.error?.condition ?? '' });
  finish();
});
container.on('message', (context) => {
  const properties = context.message.application_properties ?? {};
  const body = JSON.parse(context.message.body);
  say({ event: properties.kind, properties, body });
  if (properties.kind === 'record' && script.decide) {
    sender.send({
      durable: true,
      body: JSON.stringify({ items: [{ from: body.from, id: body.id, accept: true }] }),
      application_properties: { kind: 'decision', lease: properties.lease, reference: 'decision' },
    });
  }
  finish();
});
for (const fault of ['connection_error', 'disconnected', 'receiver_error', 'sender_error', 'error']) {
  container.on(fault, (context) => {
    const error = context.connection?.error ?? context.receiver?.error ?? context.sender?.error ?? context.error;
    say({ event: fault, condition: error?.condition ?? String(error ?? '') });
    if (fault !== 'disconnected' || heard < script.expect) {
      clearTimeout(limit);
      end(4);
    }
  });
}
