import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../../support/until.ts';
import { JOBS, layWire, openDispenser, openHall, openPrinter, press, printedNumbers, ticketInHand } from './floor.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A request with headers that a browser would not let anybody choose. */
function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const sent = request(url, { method: 'GET', ...rest }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject).end(body);
  });
}

/** What a WebSocket is told before it is closed. */
function conversation(
  url: string,
  say: (socket: WebSocket) => void,
  headers: Record<string, string> = {},
): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    const heard: unknown[] = [];
    socket.on('message', (data) => {
      heard.push(JSON.parse(String(data)));
      if (heard.length === 1) say(socket);
    });
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
}

/** Bytes as they are, for what no client library would send. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let heard = '';
    socket.setEncoding('latin1').on('data', (part: string) => {
      heard += part;
    });
    socket.on('error', () => resolve(heard));
    socket.on('close', () => resolve(heard));
    socket.setTimeout(3000, () => socket.destroy());
  });
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const line = {
  id: 'x',
  kind: 'ticket.next',
  version: 1,
  hall: 'h',
  station: 's',
  seq: 1,
  actor: { kind: 'clerk', id: '' },
  at: 1,
  body: {},
  prev: '',
  hash: '',
};

test.each([
  ['words', (s: WebSocket) => s.send('你好')],
  ['bytes', (s: WebSocket) => s.send(Buffer.from([0, 1, 2, 255]))],
  ['null', (s: WebSocket) => s.send('null')],
  ['JSON of another kind', (s: WebSocket) => s.send('{"t":"hello"}')],
  ['work before a name', (s: WebSocket) => s.send(JSON.stringify({ t: 'push', intents: [line] }))],
  [
    'an endless nest',
    (s: WebSocket) =>
      s.send(
        `{"t":"push","intents":[${JSON.stringify({ ...line, body: 0 }).replace('"body":0', `"body":${nested(200_000)}`)}]}`,
      ),
  ],
])('%s at the hall’s door are refused as malformed, and nobody else notices', async (_, say) => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  const heard = await conversation(`${hall.stationUrl}/station`, say);
  expect(heard).toMatchObject([{ t: 'challenge' }, { t: 'refused', reason: 'malformed' }]);
  expect((await ticketInHand(dispenser)).number).toBe('A001');
  expect((await dispenser.untilStation(() => true)).link.state).toBe('online');
});

/** A text frame as a server sends it. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, payload.length])
      : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, payload]);
}

const advance = (over: object) => (time: number) =>
  frame(
    JSON.stringify({ t: 'advance', from: 0, to: 1, records: [], more: false, settled: 0, refusals: [], time, ...over }),
  );

test.each([
  ['bytes that are no frame', () => Buffer.from('\xff\xfe\x00garbage', 'latin1')],
  ['words', () => frame('你好')],
  ['JSON of another kind', () => frame('{"t":"welcome"}')],
  ['a record that is none', advance({ to: 1e6, records: [{ type: 'ticket', id: 'x', body: { number: 7 } }] })],
  ['a configuration that is none', advance({ to: 1e6, records: [{ type: 'config', id: 'hall', body: {} }] })],
])('%s from the hall: the station lives on, begins anew and loses nothing', async (_, bytes) => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer, { wire });
  await ticketInHand(dispenser);
  const { pid } = dispenser.program.child;
  const { hallTime } = await dispenser.untilStation(() => true);
  wire.toStation(bytes(hallTime));
  for (let n = 0; n < 3; n++) await press(dispenser);
  await dispenser.untilDispenser((view) => view.paper?.state === 'printed' && view.link.state === 'online');
  await dispenser.settled();
  expect(dispenser.program.child.pid).toBe(pid);
  expect(dispenser.program.running).toBe(true);
  const known = hall.records('ticket').map((t) => t.number);
  expect(known.sort()).toEqual(printedNumbers(printer).sort());
  expect(known).toHaveLength(4);
});

test('a request no browser would send does not end the hall', async () => {
  const hall = await openHall();
  const host = `127.0.0.1:${hall.port}`;
  for (const path of ['//', '///', '/\\', '/%00', '/desk/%2e%2e/%2e%2e/hall.db', '/../../package.json', 'http://[/']) {
    await raw(hall.port, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    await raw(
      hall.port,
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
  }
  await raw(hall.port, '\x16\x03\x01\x02\x00\x01\x00');
  // Gone before the answer.
  await new Promise<void>((resolve) => {
    const socket = connect(hall.port, '127.0.0.1', () => {
      socket.write(`GET /nowhere HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      socket.resetAndDestroy();
    });
    socket.on('close', () => resolve());
  });
  expect((await hall.untilDesk(() => true)).counts.issued).toBe(0);
  expect(hall.program.running).toBe(true);
});

test('nothing outside the pages is served', async () => {
  const hall = await openHall();
  for (const path of [
    '/desk/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/hall.db',
    '/dispenser/index.html',
  ]) {
    expect(
      (await raw(hall.port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${hall.port}\r\nConnection: close\r\n\r\n`)).split(
        '\r\n',
      )[0],
    ).toContain('404');
  }
});

test('the desk: no data without its code, a wrong code is refused, and guessing is slowed down', async () => {
  const hall = await openHall();
  await expect(
    until(
      (o) => hall.browser().desk.watch(undefined, o),
      () => true,
    ),
  ).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  await expect(hall.browser().desk.enrolCode()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  await expect(hall.browser().desk.answerHelp({ helpId: 'x' })).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  await expect(hall.browser().desk.settleConflict({ ticketId: 'x', conflict: 'served-twice' })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
  await expect(hall.browser({ cookie: 'onewindow-desk=made-up' }).desk.enrolCode()).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
  const cookie = (await hall.login()).headers.get('set-cookie')!;
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  for (let n = 0; n < 5; n++) expect((await hall.login('00000000')).status).toBe(401);
  expect((await hall.login('00000000')).status).toBe(429);
  expect((await hall.login()).status).toBe(429); // the right code too, for a minute
  expect((await hall.browser({ cookie: cookie.split(';')[0]! }).desk.enrolCode()).code).toMatch(
    /^[A-Z2-9]{4}-[A-Z2-9]{4}$/,
  );
});

test.each([
  ['not JSON', 'x'],
  ['no code', '{}'],
  ['a number for a code', '{"code":12345678}'],
  ['nothing', ''],
])('a login of %s is a bad request', async (_, body) => {
  const hall = await openHall();
  expect((await ask(`${hall.url}/desk/login`, { method: 'POST', body })).status).toBe(400);
});

test('whoever signs out is asked for the code again; another site cannot sign the keeper out', async () => {
  const hall = await openHall();
  const leave = (headers: Record<string, string>) => fetch(`${hall.url}/desk/logout`, { method: 'POST', headers });
  const left = await leave({});
  expect(left.status).toBe(204);
  const cookie = left.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^onewindow-desk=; .*Path=\/; Max-Age=0/);
  await expect(hall.browser({ cookie: cookie.split(';')[0]! }).desk.enrolCode()).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
  const foreign = await leave({ origin: 'http://evil.example' });
  expect(foreign.status).toBe(400);
  expect(foreign.headers.get('set-cookie')).toBeNull();
});

test('pages elsewhere reach nothing: other names and other origins are turned away', async () => {
  const hall = await openHall();
  const evil = { host: 'evil.example' };
  expect((await ask(`${hall.url}/display/`, { headers: evil })).status).toBe(421);
  expect(
    (
      await ask(`${hall.url}/desk/login`, {
        method: 'POST',
        headers: { origin: 'http://evil.example' },
        body: JSON.stringify({ code: hall.keeperCode }),
      })
    ).status,
  ).toBe(400);
  for (const [path, headers] of [
    ['/rpc', { origin: 'http://evil.example' }],
    ['/rpc', evil],
    ['/station', { origin: `http://127.0.0.1:${hall.port}` }],
    ['/station', evil],
  ] as const) {
    await expect(conversation(`${hall.stationUrl}${path}`, () => undefined, { ...headers })).rejects.toThrow('403');
  }
});

test('the station’s API: nothing without the token, nothing for a page, nothing under another name', async () => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  const url = `${dispenser.api}/api/dispenser/press`;
  const bearer = { authorization: `Bearer ${dispenser.token()}`, 'content-type': 'application/json' };
  const body = JSON.stringify(JOBS);
  expect((await ask(url, { method: 'POST', body })).status).toBe(401);
  expect((await ask(url, { method: 'POST', headers: { authorization: 'Bearer x' }, body })).status).toBe(401);
  expect((await ask(url, { method: 'POST', headers: { ...bearer, origin: 'http://127.0.0.1' }, body })).status).toBe(
    403,
  );
  expect((await ask(url, { method: 'POST', headers: { ...bearer, host: 'evil.example' }, body })).status).toBe(403);
  expect((await ask(`${dispenser.api}/api/nothing`, { method: 'POST', headers: bearer, body })).status).toBe(404);
  expect((await ask(url, { method: 'POST', headers: bearer, body: '{"queueId":7}' })).status).toBe(400);
  await raw(
    Number(new URL(dispenser.api).port),
    `POST // HTTP/1.1\r\nHost: 127.0.0.1:1\r\nAuthorization: ${bearer.authorization}\r\nConnection: close\r\n\r\n`,
  );
  const answer = await ask(url, { method: 'POST', headers: bearer, body });
  expect(JSON.parse(answer.body)).toMatchObject({ ok: true, ticket: { number: 'A001' } });
});
