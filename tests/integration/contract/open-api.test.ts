import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '../../../src/hall/open-api/document.ts';
import type { HallProcess } from '../../support/hall-process.ts';
import { done, openCounter, openHall, serveNext } from '../walk/floor.ts';
import { SmallDispenser } from './small-dispenser.ts';

interface Operation {
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  readonly servers: { url: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly security: unknown;
}

/** A path with what it must be asked with. */
const asked = (path: string): string =>
  path.replace('{code}', '12345678') + (path.endsWith('/days') ? '?from=2026-01-01&to=2026-01-02' : '');

const ALL = ['queues', 'progress', 'statistics', 'evaluations'] as const;
const closing: (() => unknown)[] = [];
let document: Document;

beforeAll(async () => {
  document = JSON.parse(JSON.stringify(await openApiDocument()));
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Asks as another system would, and holds the answer against the published document. */
class OtherSystem {
  readonly asked = new Set<string>();
  readonly #document: string;
  readonly #ajv = new Ajv2020({ strict: true, allErrors: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } });

  constructor(hall: HallProcess, document = '/openapi.json') {
    this.#document = `${hall.url}${document}`;
  }

  async get(template: string, token: string | null, path = template): Promise<{ status: number; body: never }> {
    const response = await fetch(new URL(`${document.servers[0]!.url}${path}`, this.#document), {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
    const body = (await response.json()) as never;
    const documented = document.paths[template]?.get?.responses[String(response.status)];
    if (!documented) throw new Error(`${template} answered ${response.status}, which its document does not know`);
    const valid = this.#ajv.compile(documented.content!['application/json']!.schema);
    if (!valid(body)) throw new Error(`${template} ${response.status}: ${JSON.stringify(valid.errors)}`);
    this.asked.add(`${template} ${response.status}`);
    return { status: response.status, body };
  }
}

test('the hall publishes what it answers as a valid OpenAPI 3.1 document', async () => {
  const hall = await openHall();
  const response = await fetch(`${hall.url}/openapi.json`);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const served = (await response.json()) as Document;
  expect(served).toEqual(document);
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(served) as never);
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
  expect(served.security).toEqual([{ token: [] }]);
});

test('every documented answer of every path comes as documented', async () => {
  const hall = await openHall();
  const desk = await hall.desk();
  const { token } = await desk.desk.newApiToken({ name: '统计', scopes: [...ALL] });
  const system = new OtherSystem(hall);
  const client = new SmallDispenser({ url: hall.stationUrl, station: 'foreign-1', code: hall.enrolCode });
  closing.push(() => client.close());
  const first = await client.takeTicket('queue-employment');
  await client.takeTicket('queue-employment');
  const counter = await openCounter(hall, 1);
  await serveNext(counter);
  const { rating } = await counter.untilCounter((view) => view.rating !== null);
  done(await counter.client.pad.rate({ serviceId: rating!.serviceId, level: 2, reasons: ['213'], text: '等太久' }));
  await counter.settled();

  const queues = (await system.get('/queues', token)).body as { queues: { id: string; waiting: number }[] };
  expect(queues.queues.find(({ id }) => id === 'queue-employment')).toMatchObject({ waiting: 1, openWindows: 1 });

  const progress = await system.get('/progress/{code}', token, `/progress/${first.code}`);
  expect(progress).toMatchObject({ status: 200, body: { number: 'A001', status: 'finished', windowNumber: 1 } });
  expect((await system.get('/progress/{code}', token, '/progress/00000000')).status).toBe(404);
  expect((await system.get('/progress/{code}', token, '/progress/12')).status).toBe(400);

  const statistics = await system.get('/statistics', token);
  expect(statistics.body).toMatchObject({
    tickets: { issued: 2, waiting: 1, finished: 1 },
    ratings: { levels: [0, 0, 0, 1, 0], notRated: 0 },
  });
  expect((await system.get('/statistics', token, '/statistics?day=2020-01-01')).status).toBe(404);
  expect((await system.get('/statistics', token, '/statistics?day=yesterday')).status).toBe(400);

  const evaluations = await system.get('/evaluations', token);
  expect(evaluations.body).toMatchObject({
    evaluations: [{ level: 2, reasons: ['213'], text: '等太久', windowNumber: 1 }],
  });
  expect(JSON.stringify(evaluations.body)).not.toMatch(/clerk|staff|陈/);
  expect((await system.get('/evaluations', token, '/evaluations?day=2020-01-01')).status).toBe(404);
  expect((await system.get('/evaluations', token, '/evaluations?day=1')).status).toBe(400);

  // A day that is over, as it lies in the store: it is in nobody's memory.
  const past = new Database(join(hall.data, 'hall.db'));
  const [service] = hall.records('service');
  const [ticket] = hall.records('ticket');
  const [evaluation] = hall.records('evaluation');
  const put = past.prepare('INSERT INTO record (type, id, day, body, position) VALUES (?, ?, ?, ?, 1)');
  const then = { id: 'then', day: '2026-01-05' };
  put.run('ticket', 'then', then.day, JSON.stringify({ ...ticket, ...then, status: 'finished' }));
  put.run('service', 'then', then.day, JSON.stringify({ ...service, ...then, ticketId: 'then' }));
  put.run('evaluation', 'then', then.day, JSON.stringify({ ...evaluation, ...then, serviceId: 'then', level: 4 }));
  past.close();
  const of = (path: string, more: string) => system.get(path as never, token, `${path}?${more}`);
  expect((await of('/statistics', 'day=2026-01-05')).body).toMatchObject({
    day: '2026-01-05',
    tickets: { issued: 1, finished: 1 },
    ratings: { levels: [0, 1, 0, 0, 0] },
  });
  expect((await of('/statistics/days', 'from=2026-01-01&to=2026-01-31')).body).toMatchObject({
    days: [{ day: '2026-01-05', tickets: { issued: 1 } }],
  });
  expect((await of('/evaluations/days', 'from=2026-01-05&to=2026-01-05')).body).toMatchObject({
    evaluations: [{ day: '2026-01-05', level: 4, windowNumber: 1 }],
  });
  for (const wrong of ['from=2026-01-02&to=2026-01-01', 'from=2026-01-01&to=2026-02-01', 'from=2026-01-01'])
    for (const path of ['/statistics/days', '/evaluations/days']) expect((await of(path, wrong)).status).toBe(400);

  const { token: narrow } = await desk.desk.newApiToken({ name: '网站', scopes: ['queues'] });
  const { token: other } = await desk.desk.newApiToken({ name: '别的', scopes: ['progress'] });
  for (const path of ['/progress/{code}', '/statistics', '/statistics/days', '/evaluations', '/evaluations/days']) {
    expect((await system.get(path, narrow, asked(path))).status).toBe(403);
  }
  expect((await system.get('/queues', other)).status).toBe(403);
  for (const path of Object.keys(document.paths)) {
    expect((await system.get(path, null, asked(path))).status).toBe(401);
  }

  const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.values(operations).flatMap(({ responses }) => Object.keys(responses).map((status) => `${path} ${status}`)),
  );
  expect([...system.asked].sort()).toEqual(documented.sort());
});

test('a token is told once, kept only as a hash, and is worth nothing once taken back', async () => {
  const hall = await openHall({ args: ['--demo', '--new-api-token', '市政府网站', '--api-scopes', 'queues'] });
  const system = new OtherSystem(hall);
  const desk = await hall.desk();
  const [row] = await desk.desk.apiTokens();
  expect(row).toMatchObject({ name: '市政府网站', scopes: ['queues'], revokedAt: null });
  const { id, token } = await desk.desk.newApiToken({ name: '地图', scopes: ['queues'] });
  expect((await system.get('/queues', token)).status).toBe(200);
  for (const wrong of [`${token}A`, token.slice(0, -1), token.replace(id, '00000000'), `ow1.${id}.${'A'.repeat(43)}`]) {
    expect((await system.get('/queues', wrong)).status).toBe(401);
  }
  for (const file of ['hall.db', 'hall.db-wal']) {
    expect(readFileSync(join(hall.data, file)).includes(token.split('.')[2]!)).toBe(false);
  }
  await hall.stop();
  await hall.again();
  expect((await system.get('/queues', token)).status).toBe(200);
  expect(await (await hall.desk()).desk.revokeApiToken({ id })).toEqual({ revoked: true });
  expect((await system.get('/queues', token)).status).toBe(401);
});

test('a hall among several answers behind its own path', async () => {
  const hall = await openHall();
  const { token } = await (await hall.desk()).desk.newApiToken({ name: 'x', scopes: [...ALL] });
  const response = await fetch(`${hall.url}/halls/hall-guiyuan/openapi.json`);
  expect(await response.json()).toEqual(document);
  const system = new OtherSystem(hall, '/halls/hall-guiyuan/openapi.json');
  expect((await system.get('/queues', token)).status).toBe(200);
  expect((await system.get('/progress/{code}', token, '/progress/12345678')).status).toBe(404);
});

test('tokens are the keeper’s business, and the open interface only reads', async () => {
  const hall = await openHall();
  const anybody = hall.browser();
  await expect(anybody.desk.newApiToken({ name: 'x', scopes: ['queues'] })).rejects.toThrow();
  await expect(anybody.desk.apiTokens()).rejects.toThrow();
  await expect(anybody.desk.revokeApiToken({ id: 'x' })).rejects.toThrow();
  const { token } = await (await hall.desk()).desk.newApiToken({ name: 'x', scopes: [...ALL] });
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    const response = await fetch(`${hall.url}/api/v1/queues`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(405);
  }
});
