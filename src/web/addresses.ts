import { hostname, networkInterfaces } from 'node:os';
import { plainAddress } from './certificate.ts';

/** Where a server listens, and the names people gave the machine besides its addresses. */
export interface Listening {
  readonly listen: string;
  readonly hostNames: readonly string[];
}

export const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** This machine's addresses now; they may be others tomorrow. */
export function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.filter((each) => !each.address.startsWith('fe80')).map((each) => plainAddress(each.address));
}

/** What a certificate for it stands for. */
export function namesFor({ listen, hostNames }: Listening): string[] {
  const name = hostname().toLowerCase();
  return [
    ...new Set([
      'localhost',
      ...(/^[a-z0-9.-]+$/.test(name) ? [name] : []),
      ...hostNames,
      ...(isEverywhere(listen) ? ownAddresses() : [plainAddress(listen)]),
    ]),
  ];
}

/** What a browser may call it, as in `Host` without the port. */
export function authoritiesFor({ listen, hostNames }: Listening): string[] {
  const named = isEverywhere(listen) ? [] : [inAuthority(plainAddress(listen))];
  return [...LOOPBACK, ...hostNames, ...named, ...ownAddresses().map(inAuthority)];
}

/** What to tell people who ask where it is. */
export function reachableAt({ listen, hostNames }: Listening): string {
  const elsewhere = ownAddresses().find((address) => address !== '127.0.0.1' && address !== '::1');
  return hostNames[0] ?? (isEverywhere(listen) ? (elsewhere ?? '127.0.0.1') : listen);
}

/** An address as it stands in a URL and in `Host`. */
export function inAuthority(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

function isEverywhere(listen: string): boolean {
  return listen === '0.0.0.0' || listen === '::';
}
