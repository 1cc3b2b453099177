// Verifies what receivers got, one JSON object a line: secret, headers and body; and that a changed body fails.
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

let verified = 0;
for (const line of readFileSync(0, 'utf8').split('\n').filter((each) => each)) {
  const { secret, headers, body } = JSON.parse(line);
  const hook = new Webhook(secret);
  hook.verify(body, headers);
  try {
    hook.verify(body.replace('record', 'recort'), headers);
    console.log('a changed body was verified');
    process.exit(1);
  } catch {
    verified++;
  }
}
console.log(`verified ${verified}`);
