import { sha256 } from '../../src/hall/authority/chain.ts';
import type { Actor } from '../../src/shared/intent/decision.ts';
import { chainText, FIRST_HASH, type Intent, type JournalLine } from '../../src/shared/intent/envelope.ts';
import { type BodyOf, KINDS, type KindName } from '../../src/shared/intent/registry.ts';

const ACTOR: Actor = { kind: 'station', id: 'test' };

/** A station's journal without the station: lines sealed one after the other. */
export class SealedJournal {
  readonly station: string;
  readonly #hall: string;
  #seq = 0;
  #prev = FIRST_HASH;

  constructor(station: string, hall = 'hall-guiyuan') {
    this.station = station;
    this.#hall = hall;
  }

  write<K extends KindName>(kind: K, body: BodyOf<K>, at: number, actor: Actor = ACTOR): JournalLine {
    return this.seal({ kind, version: KINDS[kind].version, body, at, actor });
  }

  /** Any kind and body, also what no station would say. */
  seal(
    part: Pick<Intent, 'kind' | 'version' | 'body' | 'at'> & { readonly actor?: Actor; readonly id?: string },
  ): JournalLine {
    this.#seq += 1;
    const intent: Intent = {
      id: `${this.station}-${this.#seq}`,
      hall: this.#hall,
      station: this.station,
      seq: this.#seq,
      ...part,
      actor: part.actor ?? ACTOR,
    };
    const line = { ...intent, prev: this.#prev, hash: sha256(chainText(intent, this.#prev)) };
    this.#prev = line.hash;
    return line;
  }
}
