/** A port to one window: what oRPC's message-port adapter accepts, Electron's `MessagePortMain` included. */
export interface PortLike {
  on<E extends string>(event: E, listener: (event?: { data: unknown }) => void): void;
  postMessage(data: unknown, transfer?: unknown[]): void;
  close(): void;
}
