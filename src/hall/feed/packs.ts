import { deflateRawSync } from 'node:zlib';
import { isOnDemand, type WireRecord } from '../../shared/intent/records.ts';
import { bodyText } from '../store/rows.ts';
import type { Sight } from './visible.ts';

/** Below this a record for itself costs nobody anything. */
const LEAST = 50;
/** A station unpacks one at a time, in some milliseconds. */
const MOST = 250;

/** What a station is told, in the two ways an `advance` has. */
export interface Told {
  readonly loose: readonly WireRecord[];
  readonly packs: readonly string[] | null;
}

/** What is told to stations of a sight. */
export function told(visible: readonly WireRecord[], sight: Pick<Sight, 'packs'>): Told {
  return sight.packs ? packed(visible) : { loose: visible, packs: null };
}

/**
 * Packs what nobody looks into before it is wanted, where there is much of it: base64 of deflated JSON. A station that
 * was away gets thousands of cases of others so; it keeps them as they come.
 */
export function packed(records: readonly WireRecord[]): Told {
  const later = records.filter(({ type }) => isOnDemand(type));
  if (later.length < LEAST) return { loose: records, packs: null };
  const packs: string[] = [];
  for (let from = 0; from < later.length; from += MOST) {
    const some = later
      .slice(from, from + MOST)
      .map(textOf)
      .join();
    packs.push(deflateRawSync(`[${some}]`, { level: 1 }).toString('base64'));
  }
  return { loose: records.filter(({ type }) => !isOnDemand(type)), packs };
}

function textOf(record: WireRecord): string {
  return `{"type":${JSON.stringify(record.type)},"id":${JSON.stringify(record.id)},"body":${bodyText(record)}}`;
}
