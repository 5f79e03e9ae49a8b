import { oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';

const contract = { ask: oc.input(z.string()).output(z.string()), never: oc.output(z.string()) };
type Contract = typeof contract;

/** A service of the shell, as the preload hands it to the page. */
function service(name: string): MessagePort {
  const os = implement(contract);
  const router = {
    ask: os.ask.handler(({ input }) => `${name}: ${input}`),
    never: os.never.handler(() => new Promise(() => {})),
  };
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(router).upgrade(port1);
  port1.start();
  return port2;
}

describe('a page in the app', () => {
  let page: EventTarget;
  let said: unknown[];

  beforeEach(() => {
    page = new EventTarget();
    said = [];
    vi.stubGlobal('window', page);
    vi.stubGlobal('location', { protocol: 'onewindow:', origin: 'onewindow://app' });
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('postMessage', (message: unknown) => said.push(message));
    vi.resetModules();
  });
  afterEach(() => vi.unstubAllGlobals());

  function hand(port: MessagePort, source: unknown = page): void {
    const data = { type: 'onewindow:port', service: 'station' };
    page.dispatchEvent(Object.assign(new Event('message'), { data, source, ports: [port] }));
  }

  test('says that it listens before a port can come', async () => {
    const { connect } = await import('./connect.ts');
    connect<Contract>('station');
    expect(said).toEqual([{ type: 'onewindow:ready' }]);
  });

  test('speaks over the port it was given, and over the next one after a restart', async () => {
    const { connect } = await import('./connect.ts');
    const station = connect<Contract>('station');
    expect(station.state()).toBe('starting');
    hand(service('first'));
    expect(station.state()).toBe('up');
    expect(await station.client.ask('who')).toBe('first: who');
    hand(service('second'));
    expect(station.generation()).toBe(2);
    expect(await station.client.ask('who')).toBe('second: who');
  });

  test('a call under way when the service restarts is told that no answer comes', async () => {
    const { connect } = await import('./connect.ts');
    const station = connect<Contract>('station');
    hand(service('first'));
    await station.client.ask('ready?');
    const waiting = station.client.never();
    const told = expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await station.client.ask('after it'); // the call before has left
    hand(service('second'));
    await told;
  });

  test('a call without a service is not queued for later', async () => {
    const { connect, ServiceAway } = await import('./connect.ts');
    await expect(connect<Contract>('station').client.ask('anybody')).rejects.toBeInstanceOf(ServiceAway);
  });

  test('takes no port from anybody but its own preload', async () => {
    const { connect } = await import('./connect.ts');
    const station = connect<Contract>('station');
    hand(service('stranger'), {});
    expect(station.state()).toBe('starting');
  });
});
