import type { FromService, ToService } from './messages.ts';
import type { PortLike } from './port.ts';

/** The shell above this process, whichever way it started us. */
export interface Parent {
  onMessage(listener: (message: ToService, port: StartablePort | undefined) => void): void;
  onGone(listener: () => void): void;
  send(message: FromService): void;
  /** Resolves when the message has left this process, so that it can exit. */
  sendLast(message: FromService): Promise<void>;
}

export interface StartablePort extends PortLike {
  start(): void;
}

/** Electron's `process.parentPort`, described here because this file also runs where there is no Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: ToService; ports: StartablePort[] }) => void): void;
  postMessage(message: FromService): void;
}

/** How long a last message gets to leave a utility process, which does not say when it has. */
const FLUSH_MS = 200;

export function findParent(): Parent | undefined {
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (parentPort) return utilityParent(parentPort);
  // `send` also exists under test runners that fork; only our shell says so.
  if (process.send && process.env.ONEWINDOW_SERVICE === '1') return forkParent();
  return undefined;
}

function utilityParent(port: ParentPort): Parent {
  return {
    onMessage: (listener) => port.on('message', (event) => listener(event.data, event.ports[0])),
    onGone: () => {}, // a utility process is ended with its shell
    send: (message) => port.postMessage(message),
    async sendLast(message) {
      port.postMessage(message);
      await new Promise((resolve) => setTimeout(resolve, FLUSH_MS));
    },
  };
}

function forkParent(): Parent {
  return {
    onMessage: (listener) => process.on('message', (message) => listener(message as ToService, undefined)),
    onGone: (listener) => process.once('disconnect', listener),
    send(message) {
      // While the shell goes away the channel may close under us; `onGone` ends this process then.
      if (process.connected) process.send?.(message, undefined, {}, () => {});
    },
    sendLast(message) {
      if (!process.connected) return Promise.resolve();
      return new Promise((resolve) => process.send?.(message, undefined, {}, () => resolve()));
    },
  };
}
