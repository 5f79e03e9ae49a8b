import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls, createServer, type TLSSocket } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { PLAIN, PROTOCOL_VERSION, proofText } from '../../../src/shared/protocol/link.ts';
import { newKey, pinOf, selfSigned } from '../../../src/web/certificate.ts';
import { newFolder } from '../../support/folder.ts';
import type { HallProcess } from '../../support/hall-process.ts';
import { Program } from '../../support/program.ts';
import { openDispenser, openHall, openPrinter, openStation, press, printedNumbers, ticketInHand } from './floor.ts';

const kiosk = { station: 'kiosk-1', roles: ['kiosk'] as const };
const ON_TLS = ['--demo', '--listen', '127.0.0.1', '--tls-port', '0'];

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const doorOf = (hall: HallProcess) => ({ stationUrl: hall.tlsStationUrl, enrolCode: hall.enrolCode });

function shownCert(hall: HallProcess): string {
  return readFileSync(join(hall.data, 'tls-cert.pem'), 'utf8');
}

/** Somebody between station and hall: shows a key of his own and hands everything on. `heard`: all he could read. */
async function openMiddleman(farPort: number): Promise<{ url: string; dialled: () => number; heard: () => string }> {
  const key = newKey();
  let dialled = 0;
  let heard = '';
  const server = createServer({ key, cert: selfSigned(key, ['127.0.0.1'], Date.now(), Date.now() + 1e9) }, (near) => {
    const far = connectTls({ port: farPort, host: '127.0.0.1', rejectUnauthorized: false });
    near.on('data', (bytes: Buffer) => {
      heard += bytes.toString('latin1');
      far.write(bytes);
    });
    far.on('data', (bytes: Buffer) => near.write(bytes));
    for (const end of [near, far])
      end.on('error', () => undefined).on('close', () => [near, far].map((s) => s.destroy()));
  });
  server.on('connection', () => dialled++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((done) => server.close(done)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `wss://127.0.0.1:${port}`, dialled: () => dialled, heard: () => heard };
}

test('over TLS a station is enrolled with the desk’s code, and its tickets arrive', async () => {
  const hall = await openHall({ args: ON_TLS });
  expect(hall.enrolCode).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){5}$/);
  expect((await (await hall.desk()).desk.enrolCode()).code.slice(9)).toBe(hall.enrolCode.slice(9));
  expect(statSync(join(hall.data, 'tls-key.pem')).mode & 0o777).toBe(0o600);
  const printer = await openPrinter();
  const dispenser = await openDispenser(doorOf(hall), printer);
  expect((await ticketInHand(dispenser)).number).toBe('A001');
  await dispenser.settled();
  expect(hall.records('ticket').map((ticket) => ticket.number)).toEqual(['A001']);

  // The hall comes back with the same key, the code is gone: it is known all the same.
  await hall.kill();
  await dispenser.kill();
  dispenser.describe({
    station: 'dispenser-1',
    roles: ['dispenser'],
    printerUrl: printer.url,
    hallUrl: hall.tlsStationUrl,
    enrolCode: null,
  });
  await hall.again({}, ['--tls-port', new URL(hall.tlsStationUrl).port]);
  await dispenser.again();
  await dispenser.settled();
});

test('a man in the middle learns nothing: the station refuses before it says a word, not even its code', async () => {
  const hall = await openHall({ args: ON_TLS });
  const middle = await openMiddleman(Number(new URL(hall.tlsStationUrl).port));
  const start = { ...kiosk, enrolCode: hall.enrolCode };
  const station = await openStation({ ...start, hallUrl: middle.url });
  const { link } = await station.untilStation((view) => view.link.state === 'refused');
  expect(link.refused).toBe('hall-key-wrong');
  await station.program.said(/hall-key-wrong/);
  expect(middle.dialled()).toBeGreaterThan(0);
  expect(middle.heard()).toBe('');
  // Once enrolled it is the stored key that counts, code or not.
  await station.kill();
  station.describe({ ...start, hallUrl: hall.tlsStationUrl });
  await station.again();
  await station.settled();
  await station.kill();
  station.describe({ ...kiosk, hallUrl: middle.url, enrolCode: null });
  await station.again();
  await station.untilStation((view) => view.link.refused === 'hall-key-wrong');
  expect(middle.heard()).toBe('');
});

test('without a key to know the hall by, a station does not even dial', async () => {
  const hall = await openHall({ args: ON_TLS });
  const middle = await openMiddleman(Number(new URL(hall.tlsStationUrl).port));
  const station = await openStation({ ...kiosk, hallUrl: middle.url, enrolCode: hall.enrolCode.slice(0, 9) });
  await station.untilStation((view) => view.link.refused === 'hall-key-unknown');
  await station.program.said(/hall-key-unknown url=wss:/);
  expect(middle.dialled()).toBe(0);
});

test('a station that cannot connect says why, once for each reason', async () => {
  const hall = await openHall({ args: ON_TLS });
  const port = new URL(hall.tlsStationUrl).port;
  const start = { ...kiosk, enrolCode: hall.enrolCode };
  // The hall goes by 127.0.0.1 here, not by this one.
  const station = await openStation({ ...start, hallUrl: `wss://127.0.0.2:${port}` });
  await station.program.said(/hall-unreachable url=wss:\S+ reason=refused/);
  await station.kill();
  station.describe({ ...start, hallUrl: `ws://127.0.0.1:${port}` });
  await station.again();
  await station.program.said(/hall-unreachable url=ws:\S+ reason=reset/);
  await station.kill();
  station.describe({ ...start, hallUrl: `wss://127.0.0.1:${hall.port}` });
  await station.again();
  await station.program.said(/hall-unreachable url=wss:\S+ reason=tls/);
  await station.kill();
  station.describe({ ...start, hallUrl: `${hall.stationUrl}/halls/none` });
  await station.again();
  await station.program.said(/hall-unreachable url=ws:\S+ reason=http-404/);
  await station.kill();
  station.describe({ ...start, hallUrl: hall.tlsStationUrl });
  await station.again();
  await station.settled();
  await hall.kill();
  await station.program.said(/hall-unreachable url=wss:\S+ reason=refused/);
});

test('… and not once for each time it tries', async () => {
  let tried = 0;
  let onTried = () => {};
  const threeTimes = new Promise<void>((resolve) => {
    onTried = () => tried === 3 && resolve();
  });
  const server = createTcpServer((socket) => {
    socket.destroy();
    tried++;
    onTried();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const station = await openStation({ ...kiosk, hallUrl: `ws://127.0.0.1:${port}`, enrolCode: null });
  await threeTimes;
  expect(station.program.output.match(/hall-unreachable/g)).toHaveLength(1);
});

test('the one address of --listen is a name the hall goes by; another name is refused and logged, once', async () => {
  const hall = await openHall({ args: ['--demo', '--listen', '127.0.0.2', '--tls-port', '0'] });
  const url = hall.tlsStationUrl.replace('wss:', 'https:');
  expect(new URL(url).hostname).toBe('127.0.0.2');
  expect(await ask(`${url}/display/`, {})).toMatchObject({ status: 200 });
  for (let n = 0; n < 3; n++) expect(await ask(`${url}/`, { host: 'evil.example' })).toMatchObject({ status: 421 });
  expect(await ask(`${url}/`, { host: 'other.example' })).toMatchObject({ status: 421 });
  await hall.program.said(/door-refused status=421 host=other\.example/);
  expect(hall.program.output.match(/host=evil\.example/g)).toHaveLength(1);
});

test('a station enrolled in plain on the hall’s machine may go over to TLS without a new code', async () => {
  const hall = await openHall({ args: ON_TLS });
  const station = await openStation({ ...kiosk, hallUrl: hall.stationUrl, enrolCode: hall.enrolCode });
  await station.settled();
  await station.kill();
  station.describe({ ...kiosk, hallUrl: hall.tlsStationUrl, enrolCode: null });
  await station.again();
  await station.settled();
});

test.each([
  ['the key the hall showed', 'welcome', (hall: HallProcess) => pinOf(shownCert(hall))],
  ['another key', 'refused', () => 'A'.repeat(43)],
  ['a line in plain', 'refused', () => PLAIN],
])('a proof made for %s: %s', async (_, answer, channel) => {
  const hall = await openHall({ args: ON_TLS });
  const pair = generateKeyPairSync('ed25519');
  const socket = new WebSocket(`${hall.tlsStationUrl}/station`, { rejectUnauthorized: false });
  closing.push(() => socket.terminate());
  const told = await new Promise<{ t: string; reason?: string }>((resolve) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { t: string; nonce: string; hall: string };
      if (message.t !== 'challenge') return resolve(message);
      const text = proofText(message.nonce, message.hall, 'kiosk-1', channel(hall));
      const hello = {
        ...{ t: 'hello', protocol: PROTOCOL_VERSION, hall: null, station: 'kiosk-1', name: 'k', roles: ['kiosk'] },
        ...{ version: '1', enrolCode: hall.enrolCode, cursor: 0, lastSeq: 0, settled: 0 },
        publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
        signature: sign(null, Buffer.from(text), pair.privateKey).toString('base64'),
      };
      socket.send(JSON.stringify(hello));
    });
  });
  expect(told).toMatchObject(answer === 'welcome' ? { t: 'welcome' } : { t: 'refused', reason: 'signature-wrong' });
});

test('a certificate made anew over the same key changes nothing; a key told beforehand may take over', async () => {
  const hall = await openHall({ args: ON_TLS });
  const station = await openStation({ ...kiosk, hallUrl: hall.tlsStationUrl, enrolCode: hall.enrolCode });
  await station.settled();
  const port = new URL(hall.tlsStationUrl).port;
  const before = shownCert(hall);
  await hall.kill();
  const folder = newFolder('next-key');
  closing.push(folder.remove);
  const [nextKey, nextCert] = [join(folder.path, 'key.pem'), join(folder.path, 'cert.pem')];
  const key = newKey();
  writeFileSync(nextKey, key);
  writeFileSync(nextCert, selfSigned(key, ['hall.example.cn'], Date.now(), Date.now() + 1e9));
  await hall.again({}, ['--tls-port', port, '--host-name', 'hall.example.cn', '--tls-next-cert', nextCert]);
  expect(shownCert(hall)).not.toBe(before);
  expect(pinOf(shownCert(hall))).toBe(pinOf(before));
  await station.settled();
  await hall.kill();
  await hall.again({}, ['--tls-port', port, '--tls-cert', nextCert, '--tls-key', nextKey]);
  await station.settled();
  // One it was not told of does not.
  await hall.kill();
  await hall.again({}, ['--tls-port', port]);
  await hall.program.said(/tls-key-new/);
  await station.untilStation((view) => view.link.refused === 'hall-key-wrong');
  // … until it is enrolled again, with its name and its journal.
  await station.kill();
  station.describe({ ...kiosk, hallUrl: hall.tlsStationUrl, enrolCode: hall.enrolCode });
  await station.again();
  await station.settled();
});

interface Answer {
  readonly status: number;
  readonly cookie: string;
}

function ask(url: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method: body === undefined ? 'GET' : 'POST', headers, rejectUnauthorized: false };
    const sent = request(url, options, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, cookie: response.headers['set-cookie']?.[0] ?? '' }),
      );
    });
    sent.on('error', reject).end(body);
  });
}

test('browsers elsewhere: pages by the hall’s names and addresses alone, from its own pages alone, cookies never in plain', async () => {
  const hall = await openHall({ args: [...ON_TLS, '--host-name', 'Hall.Example.cn'] });
  const url = hall.tlsStationUrl.replace('wss:', 'https:').replace('hall.example.cn', '127.0.0.1');
  const { port } = new URL(url);
  for (const name of [`127.0.0.1:${port}`, `localhost:${port}`, `hall.example.cn:${port}`, `HALL.example.cn:${port}`])
    expect(await ask(`${url}/display/`, { host: name })).toMatchObject({ status: 200 });
  for (const name of [`evil.example:${port}`, 'hall.example.cn', 'hall.example.cn:1', '127.0.0.1', `127.0.0.2:${port}`])
    expect(await ask(`${url}/display/`, { host: name })).toMatchObject({ status: 421 });
  const host = `hall.example.cn:${port}`;
  const code = JSON.stringify({ code: hall.keeperCode });
  for (const origin of [`http://${host}`, 'https://evil.example', 'https://hall.example.cn', 'null'])
    expect(await ask(`${url}/desk/login`, { host, origin }, code)).toMatchObject({ status: 400 });
  const login = await ask(`${url}/desk/login`, { host, origin: `https://${host}` }, code);
  expect(login).toMatchObject({ status: 204, cookie: expect.stringMatching(/HttpOnly.*SameSite=Strict.*; Secure$/) });
});

test('nothing is had in plain from another machine’s side, and what is no TLS at that door ends there', async () => {
  const addresses = execFileSync('hostname', ['-I'], { encoding: 'utf8' }).trim().split(/\s+/).filter(Boolean);
  const hall = await openHall({ args: ['--demo', '--listen', '0.0.0.0', '--tls-port', '0'] });
  const outside = addresses.find((address) => address.includes('.') && !address.startsWith('127.')) ?? '127.0.0.2';
  await expect(
    new Promise((resolve, reject) => connect(hall.port, outside).on('connect', resolve).on('error', reject)),
  ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const port = Number(new URL(hall.tlsStationUrl).port);
  const heard = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /display/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'));
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
    });
    socket.on('error', () => undefined).on('close', () => resolve(text));
  });
  expect(heard).not.toMatch(/200|<html/);
  const old = await new Promise<string>((resolve) => {
    const socket: TLSSocket = connectTls(
      { port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' },
      () => resolve('connected'),
    );
    socket.on('error', () => resolve('refused'));
  });
  expect(old).toBe('refused');
  expect(hall.program.running).toBe(true);
});

test.each([
  [['--listen', '127.0.0.1', '--tls-cert', '/dev/null', '--tls-key', '/dev/null'], /--tls-key.*private key in PEM/],
  [['--listen', '192.0.2.77', '--tls-port', '0'], /--listen 192\.0\.2\.77: this machine has no such address/],
])('%j is told in one sentence', async (args, words) => {
  const folder = newFolder('hall');
  closing.push(folder.remove);
  const program = new Program('hall', { args: ['--data', folder.path, '--port', '0', ...args], attached: false });
  const ended = await program.ended;
  expect(ended.code).toBe(78);
  expect(ended.output).toMatch(words);
  expect(ended.output).not.toMatch(/\n\s+at /);
});

test('a station goes on to the hall’s next address when one is dead', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer, {
    config: { hall: { urls: ['ws://127.0.0.1:9', hall.stationUrl], enrolCode: hall.enrolCode } },
  });
  await press(dispenser);
  await dispenser.settled();
  expect(printedNumbers(printer)).toEqual(['A001']);
});
