// Posts a record, waits until it is decided, says why it stands so, keeps its receipt.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

const { HUTONG_URL, HUTONG_KEY, HUTONG_SAMPLE } = process.env;

async function ask(path, options = {}) {
  const headers = { Authorization: `Bearer ${HUTONG_KEY}`, ...options.headers };
  const answer = await fetch(HUTONG_URL + path, { ...options, headers });
  if (!answer.ok) {
    const problem = await answer.json();
    throw new Error(`${problem.code} at ${problem.pointer ?? '-'}: ${problem.fix}`);
  }
  return answer;
}

const record = await readFile(HUTONG_SAMPLE);
// The same key with the same record posts it once, however often this runs.
const key = createHash('sha256').update(record).digest('hex');
const posted = await ask('/v1/records', {
  method: 'POST',
  headers: { 'Idempotency-Key': key, 'Content-Type': 'application/json' },
  body: record,
});
const { id } = await posted.json();

await ask(`/v1/records/${id}?wait=60`);
console.log((await (await ask(`/v1/records/${id}/why`)).json()).sentence);
const receipt = await ask(`/v1/records/${id}/receipt`);
await writeFile(`${id}.cms`, Buffer.from(await receipt.arrayBuffer()));
console.log(`${id}.cms`);
