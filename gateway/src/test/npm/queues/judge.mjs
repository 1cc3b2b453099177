// Has AsyncAPI's own parser judge the document on standard input; warnings about taste are let pass.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

const { document, diagnostics } = await new Parser().parse(readFileSync(0, 'utf8'));
const errors = diagnostics.filter((each) => each.severity === 0);
for (const each of errors) {
  console.log(each.code, each.path.join('/'), each.message);
}
if (!document || errors.length > 0) {
  process.exit(1);
}
console.log(`valid, AsyncAPI ${document.version()}`);
