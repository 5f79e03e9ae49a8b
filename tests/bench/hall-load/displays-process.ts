// The call displays: each the feed a display page subscribes to, over a WebSocket of its own, without the drawing.
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { HallContract } from '../../../src/shared/protocol/hall-contract.ts';
import { answer, instant } from '../support/peer.ts';
import { areaId } from './large-hall.ts';

export interface Taken {
  readonly views: number;
  /** For each display: its area, and when it first had a ticket among its calls. */
  readonly shown: readonly {
    readonly area: string;
    readonly seen: readonly (readonly [ticketId: string, at: number])[];
  }[];
}

const sockets: WebSocket[] = [];
const shown: { area: string; seen: Map<string, number> }[] = [];
let views = 0;

async function watch(address: string, area: string): Promise<void> {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  sockets.push(socket);
  const client: ContractRouterClient<HallContract> = createORPCClient(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const display = { area, seen: new Map<string, number>() };
  shown.push(display);
  const stream = await client.display.watch({ areaId: area });
  void (async () => {
    for await (const view of stream) {
      const at = instant();
      views += 1;
      for (const { ticketId } of view.calls) if (!display.seen.has(ticketId)) display.seen.set(ticketId, at);
    }
  })().catch(() => undefined); // the end of the measurement
}

answer({
  open: async ({ address, displays, areas }: { address: string; displays: number; areas: number }) => {
    for (let i = 0; i < displays; i++) await watch(address, areaId(i % areas));
  },
  take: (): Taken => {
    const result: Taken = {
      views,
      shown: shown.map(({ area, seen }) => ({ area, seen: [...seen] })),
    };
    views = 0;
    for (const display of shown) display.seen.clear();
    return result;
  },
  end: () => {
    for (const socket of sockets) socket.terminate();
  },
});
