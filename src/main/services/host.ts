/**
 * The service's end of the process interface. One service per process:
 *
 *   const host = serviceHost();
 *   host.onConnect((port, role) => handler.upgrade(port, { context: { role } }));
 *   host.onStop(() => service.close());
 *   host.ready({ url });
 *
 * Started by nobody's shell (headless, by hand) the same calls do nothing but keep Ctrl-C and SIGTERM tidy.
 */
import { EXIT_FATAL, type ServiceInfo, type ToService } from './messages.ts';
import { findParent } from './parent.ts';
import { PipedPort } from './piped-port.ts';
import type { PortLike } from './port.ts';

export type { PortLike } from './port.ts';

export interface ServiceHost {
  /** False when nobody's shell started this process: then print what people must know. */
  readonly attached: boolean;
  /** A window joins in its role. Windows that came before the first listener are not lost. */
  onConnect(listener: (port: PortLike, role: string) => void): void;
  /** Asked to end, by the shell or by a signal. The process exits when every listener is done. */
  onStop(listener: () => void | Promise<void>): void;
  /** It serves. Say it once. */
  ready(info: ServiceInfo): void;
  /**
   * Cannot serve because of its configuration or database: starting again would not help, a person must.
   * `message` is words for the hall's keeper. Ends the process; without a shell the words go to stderr.
   */
  fatal(code: string, message: string): Promise<never>;
}

let host: ServiceHost | undefined;

export function serviceHost(): ServiceHost {
  host ??= createHost();
  return host;
}

function createHost(): ServiceHost {
  const parent = findParent();
  const pipes = new Map<string, PipedPort>();
  const stopListeners: (() => void | Promise<void>)[] = [];
  const early: { port: PortLike; role: string; start: () => void }[] = [];
  let connected: ((port: PortLike, role: string) => void) | undefined;
  let stopping = false;

  function join(port: PortLike, role: string, start: () => void): void {
    if (!connected) {
      early.push({ port, role, start });
      return;
    }
    connected(port, role);
    start(); // only now: a started port does not keep what nobody hears
  }

  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    const results = await Promise.allSettled(stopListeners.map(async (listener) => listener()));
    const failures = results.filter((result) => result.status === 'rejected');
    for (const failure of failures) console.error('stop:', failure.reason);
    process.exit(failures.length === 0 ? 0 : 1);
  }

  parent?.onMessage((message: ToService, port) => {
    switch (message.type) {
      case 'connect':
        if (port) join(port, message.role, () => port.start());
        else join(pipe(message.portId), message.role, () => {});
        break;
      case 'port':
        pipes.get(message.portId)?.receive(message.data);
        break;
      case 'port-close':
        pipes.get(message.portId)?.ended();
        pipes.delete(message.portId);
        break;
      case 'stop':
        void stop();
        break;
    }
  });
  // A service must not outlive its shell: two of them would fight over devices and database.
  parent?.onGone(() => void stop());

  function pipe(portId: string): PipedPort {
    const port = new PipedPort(
      (data) => parent?.send({ type: 'port', portId, data }),
      () => {
        pipes.delete(portId);
        parent?.send({ type: 'port-close', portId });
      },
    );
    pipes.set(portId, port);
    return port;
  }

  process.on('SIGTERM', () => void stop());
  // In a terminal Ctrl-C reaches the whole group; with a shell above, the shell decides what ends and when.
  process.on('SIGINT', () => {
    if (!parent) void stop();
  });

  return {
    attached: parent !== undefined,
    onConnect(listener) {
      connected = listener;
      for (const { port, role, start } of early.splice(0)) join(port, role, start);
    },
    onStop(listener) {
      stopListeners.push(listener);
    },
    ready(info) {
      parent?.send({ type: 'ready', info });
    },
    async fatal(code, message) {
      if (parent) await parent.sendLast({ type: 'fatal', code, message });
      else console.error(`${code}: ${message}`);
      process.exit(EXIT_FATAL);
    },
  };
}
