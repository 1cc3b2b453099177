// Judges an answer by the API's description; says what is wrong with it, in words that name no value.
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { CANARY } from './generate.mjs';

/** Answers that come before an operation is known: the description says of them only what all problems are. */
const BEFORE = new Set([404, 405, 414, 431]);
const PROBLEM = 'application/problem+json';

export class Judge {
  constructor(spec) {
    this.spec = spec;
    this.ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
    formats(this.ajv);
    this.ajv.addFormat('uri-reference', true);
    this.ajv.addSchema(spec, 'spec');
    this.compiled = new Map();
  }

  resolved(node, pointer) {
    while (node?.$ref) {
      pointer = node.$ref.slice(1);
      node = pointer.slice(1).split('/').reduce((at, part) => at[part], this.spec);
    }
    return [node, pointer];
  }

  faults(path, sent, answer) {
    const found = [];
    const text = answer.body.toString('utf8');
    const media = (answer.headers['content-type'] ?? '').split(';')[0];
    const method = sent.method.toLowerCase();
    const operation = this.spec.paths[path][method];
    if (!answer.headers['x-request-id']) found.push('no X-Request-Id');
    if (answer.status >= 500 && !(answer.status === 503 && operation?.responses['503'])) found.push('a ' + answer.status);
    if (answer.status >= 400 && (text + JSON.stringify(answer.headers)).includes(CANARY)) found.push('echoes what was sent');
    if (answer.status >= 400 && media !== PROBLEM && method !== 'head') found.push('not a problem: ' + media);
    if (method === 'head') return found;
    const documented = operation?.responses[answer.status];
    if (!documented) {
      if (operation && !(BEFORE.has(answer.status) && !this.reached(path, sent))) found.push('undocumented status');
      if (answer.status < 400) found.push('undocumented success');
      found.push(...this.invalid('/components/schemas/Problem', text));
      return found;
    }
    const at = '/paths/' + escaped(path) + '/' + method + '/responses/' + answer.status;
    const [response, pointer] = this.resolved(documented, at);
    if (!response.content) {
      if (text) found.push('a body where none is documented');
    } else if (!response.content[media]) {
      found.push('undocumented media type ' + media);
    } else if (media === 'application/x-ndjson') {
      for (const line of text.split('\n').filter(Boolean)) {
        found.push(...this.invalid(pointer + '/content/' + escaped(media) + '/schema', line));
      }
    } else if (media.endsWith('json') && response.content[media].schema) {
      found.push(...this.invalid(pointer + '/content/' + escaped(media) + '/schema', text));
    }
    for (const [name, header] of Object.entries(response.headers ?? {})) {
      if (this.resolved(header)[0].required && !answer.headers[name.toLowerCase()]) found.push('no header ' + name);
    }
    if (media === PROBLEM && JSON.parse(text).status !== answer.status) found.push('status and body differ');
    return found;
  }

  /** Whether the path sent is one of the operation's, so that nothing else answers. */
  reached(path, sent) {
    const pattern = path.replace(/[.]/g, '\\.').replace(/\{[a-z]+\}/g, '[^/:?%]+');
    return new RegExp('^' + pattern + '$').test(sent.target.split('?')[0]) && sent.target.length < 3000;
  }

  invalid(pointer, text) {
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      return ['not JSON'];
    }
    if (!this.compiled.has(pointer)) this.compiled.set(pointer, this.ajv.compile({ $ref: 'spec#' + encodeURI(pointer) }));
    const validate = this.compiled.get(pointer);
    return validate(value) ? [] : validate.errors.slice(0, 3).map((e) => `schema: ${e.instancePath.replace(/\d+/g, 'N')} ${e.message}`);
  }
}

function escaped(part) {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
