// Generates requests from the API's description: valid, nearly valid and hostile ones.
import fc from 'fast-check';

export const CANARY = 'Zz9canary';

const NASTY = [
  '', ' ', 'null', '0', '-1', '99999999999999999999', '1e308', 'NaN', 'true', '../..', '..%2f', '\u0000',
  '张三', '𠮷', '\u202e', "'; drop table transfer;--", '<script>', '${jndi:ldap://x}', '%', '%zz', ':', '/',
  `${CANARY}`, `${CANARY}\n`, CANARY + 'x'.repeat(300), '00000000-0000-0000-0000-000000000000',
];

const nasty = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 40 }).map((s) => CANARY + s));

const deep = (depth) => {
  let value = CANARY;
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value };
  return value;
};

const anyJson = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }), nasty, fc.constantFrom(null, true, -1, 1e300, 2 ** 53, [], {}), fc.constantFrom(5, 60, 900).map(deep));

/** Values of a kind that the running node has given out, beside those that the schema allows. */
export class Generator {
  constructor(spec, pools) {
    this.spec = spec;
    this.pools = pools;
  }

  resolve(node) {
    return node?.$ref ? this.resolve(node.$ref.slice(2).split('/').reduce((at, part) => at[part], this.spec)) : node ?? {};
  }

  fromPool(kind, otherwise) {
    const pool = this.pools[kind];
    return pool?.length ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pool) }, { weight: 1, arbitrary: otherwise }) : otherwise;
  }

  /** What the schema allows. */
  valid(schema, name = '') {
    const s = this.resolve(schema);
    if (s.const !== undefined) return fc.constant(s.const);
    if (s.enum) return fc.constantFrom(...s.enum);
    if (s.anyOf || s.oneOf) return fc.oneof(...(s.anyOf ?? s.oneOf).map((each) => this.valid(each)));
    const type = Array.isArray(s.type) ? s.type[0] : s.type;
    switch (type) {
      case 'boolean': return fc.boolean();
      case 'integer':
      case 'number': {
        const max = name === 'wait' ? 0 : s.maximum ?? 1000;
        return fc.integer({ min: Math.min(s.minimum ?? 0, max), max });
      }
      case 'array':
        return fc.array(this.valid(s.items), { minLength: s.minItems ?? 0, maxLength: Math.min(s.maxItems ?? 4, (s.minItems ?? 0) + 3) });
      case 'object': return this.object(s);
      case 'string': return this.text(s, name);
      default: return anyJson;
    }
  }

  object(s) {
    const fields = Object.entries(s.properties ?? {});
    const shape = Object.fromEntries(fields.map(([key, each]) => [key, this.valid(each, key)]));
    return fc.record(shape, { requiredKeys: (s.required ?? []).filter((key) => key in shape) });
  }

  text(s, name) {
    if (s.format === 'uuid') return this.fromPool('uuid', fc.uuid());
    if (s.format === 'date') return fc.constantFrom('2026-11-01', '2026-11-26', '2026-11-27', '2026-02-28');
    if (s.format === 'date-time') return fc.constantFrom('2026-11-01T00:00:00Z', '2026-11-27T08:00:00.5Z');
    if (name === 'dialect' || name === 'to') return this.fromPool('dialect', fc.constant('no-such'));
    if (s.pattern?.startsWith('^[0-9]{6}(')) return this.fromPool('node', fc.constantFrom('110000', '999999'));
    if (s.pattern) return fc.stringMatching(new RegExp(s.pattern));
    return fc.string({ minLength: s.minLength ?? 0, maxLength: Math.min(s.maxLength ?? 30, 60) }).map((t) => t || 'a');
  }

  /** What it does not allow, or just so. */
  hostile(schema, name) {
    const s = this.resolve(schema);
    if (name === 'wait') return fc.constantFrom('-1', '31', CANARY, '1.5', '');
    return s.type === 'integer' ? fc.oneof(fc.constantFrom(String((s.minimum ?? 0) - 1), String((s.maximum ?? 1e6) + 1), '1.5', '1e3', '+1'), nasty) : nasty;
  }

  /** A body: as described, with one thing wrong in it, or anything at all. */
  body(schema) {
    const good = this.valid(schema);
    const spoilt = fc.tuple(good, fc.nat(), anyJson, fc.constantFrom('put', 'drop', 'add', 'wrap')).map(([body, at, value, how]) => {
      if (body === null || typeof body !== 'object' || Array.isArray(body)) return value;
      const copy = structuredClone(body);
      const keys = Object.keys(copy);
      const key = keys[at % (keys.length || 1)];
      if (how === 'add' || !keys.length) copy[CANARY] = value;
      else if (how === 'drop') delete copy[key];
      else copy[key] = how === 'wrap' ? [copy[key]] : value;
      return copy;
    });
    return fc.oneof({ weight: 4, arbitrary: good }, { weight: 4, arbitrary: spoilt }, { weight: 1, arbitrary: anyJson }).map((value) => JSON.stringify(value));
  }

  /** Requests for one operation: {method, path, headers, body, wild}. */
  requests(path, method, operation, samples) {
    const parameters = (operation.parameters ?? []).map((each) => this.resolve(each));
    const some = (kind, p) => (kind === 'valid' ? this.valid(p.schema, p.name) : this.hostile(p.schema, p.name)).map(String);
    const one = (p) => fc.oneof({ weight: 6, arbitrary: some('valid', p) }, { weight: 1, arbitrary: some('hostile', p) });
    const named = (where) => {
      const own = parameters.filter((p) => p.in === where);
      return fc.record(Object.fromEntries(own.map((p) => [p.name, one(p)])), {
        requiredKeys: own.filter((p) => p.required).map((p) => p.name),
      });
    };
    const seldom = (arbitrary, weight = 1) => fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight, arbitrary });
    const content = Object.entries(this.resolve(operation.requestBody).content ?? {});
    const bodies = content.length
      ? fc.oneof(...content.map(([media, { schema }]) => {
          const raw = media.endsWith('json') && schema ? this.body(schema) : nasty;
          const known = samples.filter((s) => s.media === media && operation.requestBody.$ref?.endsWith('Record')).map((s) => s.text);
          return (known.length ? fc.oneof(fc.constantFrom(...known), this.spoiltText(known), raw) : raw).map((text) => ({ media, text }));
        }))
      : fc.constant(null);
    return fc.record({
      path: named('path'), query: named('query'), header: named('header'), body: bodies,
      without: seldom(fc.constantFrom('path', 'query', 'body')),
      extra: seldom(fc.tuple(fc.constantFrom(CANARY, 'max', 'id', '%00'), nasty)),
      media: seldom(fc.constantFrom('text/html', 'application/json; charset=gbk', 'application/x-www-form-urlencoded', CANARY, 'application/json; charset=' + CANARY, 'multipart/form-data')),
      encoding: seldom(fc.constantFrom('gzip', 'br', CANARY)),
      accept: seldom(fc.constantFrom('text/html', '*/*', 'application/json', 'image/png', CANARY), 3),
      language: seldom(fc.constantFrom('zh', 'en;q=0.1, zh-TW', CANARY, '*', ',;q=,'), 3),
      odd: seldom(fc.constantFrom(['X-Forwarded-For', CANARY], ['If-None-Match', '*'], ['Range', 'bytes=0-0'], ['Cookie', CANARY + '=1'], ['X-Request-Id', CANARY], ['Host', CANARY])),
      method: seldom(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE')),
      caller: fc.constantFrom(...Array(6).fill('system'), ...Array(5).fill('operator'), 'nobody', 'wrong'),
    }).map((r) => this.written(path, method, r));
  }

  spoiltText(known) {
    return fc.tuple(fc.constantFrom(...known), fc.nat(), nasty).map(([text, at, bad]) => {
      const i = at % text.length;
      return text.slice(0, i) + bad + text.slice(i + 3);
    });
  }

  written(path, method, r) {
    const headers = { ...r.header };
    let target = path.replace(/\{([a-z]+)\}/g, (_, name) => encodeURIComponent((r.path[name] ?? 'x').toWellFormed()));
    const query = Object.entries(r.query);
    if (r.without === 'query') query.pop();
    if (r.extra) query.push(r.extra);
    if (query.length) target += '?' + query.map(([k, v]) => k + '=' + encodeURIComponent(v.toWellFormed())).join('&');
    let body = r.without === 'body' ? null : r.body?.text ?? null;
    if (body !== null) headers['Content-Type'] = r.media ?? r.body?.media;
    if (r.body === null && r.without === 'path') body = '{}';
    if (r.encoding && body !== null) headers['Content-Encoding'] = r.encoding;
    if (r.accept) headers.Accept = r.accept;
    if (r.language) headers['Accept-Language'] = r.language;
    if (r.odd) headers[r.odd[0]] = r.odd[1];
    for (const key of Object.keys(headers)) {
      headers[key] = headers[key].replace(/[^\x20-\x7e]/g, '?').trim();
    }
    return { method: r.method ?? method.toUpperCase(), target, headers, body, caller: r.caller };
  }
}
