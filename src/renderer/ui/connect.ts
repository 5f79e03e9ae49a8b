import { type ClientLink, createORPCClient, DynamicLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';

/**
 * The one way a page reaches its service.
 *
 * In the app (`onewindow://app/<role>/index.html`) the preload hands the page a MessagePort for each service it may use:
 * once at load, and again whenever that service was restarted. Over http(s) the page opens a WebSocket to `/rpc` of
 * the server it came from, and opens it again when it is lost. Either way the client of a service stays the same
 * object and always speaks over the connection of the moment.
 */

/** `station`, `launcher` and `dock` are the shell's; over http there is one service, whatever it is called. */
export type ServiceName = 'station' | 'launcher' | 'dock' | 'hall';

/** `starting`: never reached yet. `restarting`: was there, is away, is being brought back. */
export type LineState = 'starting' | 'up' | 'restarting';

export type Client<C extends AnyContractRouter> = ContractRouterClient<C>;

export interface Connection<C extends AnyContractRouter> {
  /** Calls fail with ServiceAway while the line is not up; nothing is queued for later. */
  readonly client: Client<C>;
  state(): LineState;
  /** Grows with every new line, so that a subscription knows that it must be made again. */
  generation(): number;
  /** The line is known to be dead though nobody said so: it counts as lost, and is opened again. In a browser only. */
  drop(): void;
  /** Tells of every change of state or generation. Returns the way to stop. */
  subscribe(changed: () => void): () => void;
}

/** The service cannot be reached at the moment: the call was not sent. */
export class ServiceAway extends Error {
  constructor() {
    super('the service cannot be reached');
    this.name = 'ServiceAway';
  }
}

type Link = ClientLink<Record<never, never>>;

class Line {
  #link: Link | null = null;
  #state: LineState = 'starting';
  #generation = 0;
  readonly #listeners = new Set<() => void>();
  readonly client = createORPCClient<Client<AnyContractRouter>>(
    new DynamicLink<Record<never, never>>(() => {
      if (!this.#link) throw new ServiceAway();
      return this.#link;
    }),
  );

  /** Set by whoever opened the line. */
  drop: () => void = () => undefined;

  state = (): LineState => this.#state;
  generation = (): number => this.#generation;
  subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  up(link: Link): void {
    this.#link = link;
    this.#state = 'up';
    this.#generation += 1;
    this.#tell();
  }

  /** Only the line in use can be lost; an older one that closes late changes nothing. */
  lost(link: Link): void {
    if (this.#link !== link) return;
    this.#link = null;
    this.#state = 'restarting';
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const lines = new Map<ServiceName, Line>();

export function connect<C extends AnyContractRouter>(service: ServiceName = 'station'): Connection<C> {
  let line = lines.get(service);
  if (!line) {
    line = new Line();
    lines.set(service, line);
    if (inShell()) expectPorts();
    else openSocket(line, 0);
  }
  return line as unknown as Connection<C>;
}

/** Whether this page runs in the app, rather than in a browser. */
export function inShell(): boolean {
  return location.protocol !== 'http:' && location.protocol !== 'https:';
}

// ---- in the app: ports from the preload ----

/** Ports that came before anybody asked for their service. */
const early = new Map<ServiceName, MessagePort>();
let expecting = false;

function expectPorts(): void {
  if (expecting) {
    for (const [service, port] of early) takePort(service, port);
    return;
  }
  expecting = true;
  addEventListener('message', (event) => {
    if (event.source !== window) return;
    const data: unknown = event.data;
    if (!isPortMessage(data)) return;
    const port = event.ports[0];
    if (port) takePort(data.service, port);
  });
  const origin = location.origin === 'null' ? '*' : location.origin;
  postMessage({ type: 'onewindow:ready' }, origin);
}

function isPortMessage(data: unknown): data is { type: 'onewindow:port'; service: ServiceName } {
  return typeof data === 'object' && data !== null && (data as { type?: unknown }).type === 'onewindow:port';
}

const hangUp = new Map<ServiceName, () => void>();

function takePort(service: ServiceName, port: MessagePort): void {
  const line = lines.get(service);
  if (!line) {
    early.set(service, port);
    return;
  }
  early.delete(service);
  hangUp.get(service)?.(); // the service behind the old port is gone: whoever waits for its answer must hear of it
  const closers = new Set<() => void>();
  const link: Link = new PortLink({
    port: {
      postMessage: (data: unknown) => port.postMessage(data),
      addEventListener: (type: string, listener: EventListenerOrEventListenerObject) => {
        if (type === 'close') closers.add(listener as unknown as () => void);
        else port.addEventListener(type, listener);
      },
    },
  });
  const close = (): void => {
    line.lost(link);
    for (const closer of closers) closer();
    closers.clear();
    port.close();
  };
  port.addEventListener('close', close); // Electron tells when the other end went away
  // Chromium 114 crashes when such a port dies with its page: let go of it first.
  addEventListener('pagehide', () => port.removeEventListener('close', close), { once: true });
  hangUp.set(service, close);
  port.start();
  line.up(link);
}

// ---- in a browser: a socket to where the page came from ----

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

function openSocket(line: Line, failures: number): void {
  const address = new URL('../rpc', location.href); // beside the page's folder: a server may hold several halls
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  const link: Link = new SocketLink({ websocket: socket });
  let opened = false;
  socket.addEventListener('open', () => {
    opened = true;
    line.up(link);
  });
  let over = false;
  const lost = (): void => {
    if (over) return;
    over = true;
    line.lost(link);
    const failed = opened ? 0 : failures + 1;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failed);
    // A little apart, so that the screens of a hall do not all knock at once when its server is back.
    setTimeout(() => openSocket(line, failed), wait * (0.75 + Math.random() / 2));
  };
  socket.addEventListener('close', lost);
  // A dead socket may take minutes to say that it is closed.
  line.drop = () => {
    lost();
    socket.close();
  };
}
