import { hash } from 'node:crypto';
import { chainText, type Intent, type JournalLine } from '../../shared/intent/envelope.ts';

export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Whether a station's line is what its author sealed. */
export function lineIntact(line: JournalLine): boolean {
  return sha256(chainText(line as Intent, line.prev)) === line.hash;
}

/** The hall's own chain: position, the station's sealed line, and what became of it. */
export function hallHash(
  prev: string,
  position: number,
  lineHash: string,
  settledAt: number,
  refusal: unknown,
): string {
  return sha256(JSON.stringify([prev, position, lineHash, settledAt, refusal ?? null]));
}
