import { request } from 'node:https';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { StationContract } from '../../../src/shared/protocol/station-contract.ts';

/** Whoever comes to the tablets' door without a browser, and says of itself what no browser would. */

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly cookie: string | null;
}

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function ask(url: string, { body, ...options }: Asking = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'GET', rejectUnauthorized: false, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      const cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? null;
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text, cookie }));
    });
    sent.on('error', reject).end(body);
  });
}

/** Says a pairing code as the page does. */
export function pairWith(url: string, code: string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(`${url}/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify({ code }),
  });
}

export interface Dialled {
  readonly station: ContractRouterClient<StationContract>;
  readonly closed: Promise<void>;
  close(): void;
}

/** A line to `/rpc`, or the status with which it was refused. */
export function dial(url: string, headers: Record<string, string>): Promise<Dialled | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('https:', 'wss:')}/rpc`, { headers, rejectUnauthorized: false });
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
    socket.on('error', reject);
    socket.on('open', () =>
      resolve({
        station: createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })),
        closed: new Promise((gone) => socket.once('close', () => gone())),
        close: () => socket.terminate(),
      }),
    );
  });
}
