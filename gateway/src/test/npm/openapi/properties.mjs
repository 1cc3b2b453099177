// Sends generated requests for every operation of openapi.yaml to a running node and judges each answer.
//   node properties.mjs openapi.yaml http://127.0.0.1:PORT RUNS SEED < {"system":KEY,"operator":KEY,"samples":[…],"pools":{…}}
// Ends with 0 if nothing was found, 1 if something was, and prints each kind of finding once.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import fc from 'fast-check';
import { parse } from 'yaml';
import { Generator } from './generate.mjs';
import { Judge } from './judge.mjs';

const [file, url, runs, seed] = process.argv.slice(2);
const given = JSON.parse(readFileSync(0, 'utf8'));
const spec = parse(readFileSync(file, 'utf8'));
const pools = { uuid: [], node: [], dialect: [], ...given.pools };
const generator = new Generator(spec, pools);
const judge = new Judge(spec);
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
const keys = { system: given.system, operator: given.operator, wrong: 'hk_nobody_' + 'A'.repeat(43) };
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

const operations = Object.entries(spec.paths).flatMap(([path, methods]) =>
  Object.entries(methods).filter(([m]) => METHODS.includes(m)).map(([method, operation]) => ({ path, method, operation })));
const findings = new Map();
const statuses = {};
let sent = 0;

function call(request) {
  return new Promise((resolve, reject) => {
    const headers = { ...request.headers };
    if (keys[request.caller]) headers.Authorization = 'Bearer ' + keys[request.caller];
    const body = request.body === null ? null : Buffer.from(request.body, 'utf8');
    if (body) headers['Content-Length'] = body.length;
    const out = http.request(url + request.target, { method: request.method, headers, agent, timeout: 60000 }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    out.on('timeout', () => out.destroy(new Error('no answer in 60 s')));
    out.on('error', reject);
    out.end(body);
  });
}

async function tryOne({ path, operation }, request) {
  let faults;
  let answer;
  for (let attempt = 0; ; attempt++) {
    try {
      answer = await call(request);
      break;
    } catch (e) {
      // A kept connection that the node closed meanwhile says nothing about the node.
      if (attempt === 2 || !['ECONNRESET', 'EPIPE'].includes(e.code)) {
        faults = ['no answer: ' + (e.code ?? e.message)];
        break;
      }
    }
  }
  sent++;
  if (answer) {
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    faults = judge.faults(path, request, answer);
    if (answer.status < 300) {
      for (const id of answer.body.toString('latin1').match(UUID) ?? []) {
        if (pools.uuid.length < 60 && !pools.uuid.includes(id)) pools.uuid.push(id);
      }
    }
  }
  for (const fault of faults) {
    const key = `${operation.operationId} ${answer?.status ?? '-'} ${fault}`;
    const known = findings.get(key);
    findings.set(key, { count: (known?.count ?? 0) + 1, request: known?.request ?? request });
  }
}

const ROUNDS = 8;
const each = Math.ceil(Number(runs) / operations.length / ROUNDS);
console.log(`seed=${seed} operations=${operations.length} requests=${each * ROUNDS * operations.length}`);
for (let round = 0; round < ROUNDS; round++) {
  // Anew in each round, since the pools have grown: later requests name what earlier ones made.
  const waiting = operations.flatMap((one, i) =>
    fc.sample(generator.requests(one.path, one.method, one.operation, given.samples), { seed: Number(seed) + round * 1000 + i, numRuns: each })
      .map((request) => [one, request]));
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await tryOne(...next);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}
for (const [what, { count, request }] of findings) {
  console.log(`FOUND ${what} (${count}) by ${JSON.stringify({ ...request, body: request.body?.slice(0, 300) })}`);
}
console.log(`sent=${sent} statuses=${JSON.stringify(statuses)} findings=${findings.size}`);
process.exit(findings.size ? 1 : 0);
