// Uploads a file as any client of tus does, and tries again as often as its line breaks.
import { readFileSync } from 'node:fs';
import * as tus from 'tus-js-client';

const { endpoint, key, file, dialect, clock } = JSON.parse(readFileSync(0, 'utf8'));
let batch;
const upload = new tus.Upload(readFileSync(file), {
  endpoint,
  headers: { Authorization: `Bearer ${key}` },
  metadata: { dialect, clock, filename: 'visits.jsonl' },
  retryDelays: Array(200).fill(150),
  onAfterResponse: (_, response) => {
    batch = response.getHeader('Hutong-Batch') ?? batch;
  },
  onError: (error) => {
    console.log(String(error));
    process.exit(1);
  },
  onSuccess: () => console.log(`batch ${batch} url ${upload.url}`),
});
upload.start();
