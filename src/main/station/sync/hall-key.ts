import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { type EnrolCode, fingerprint, readEnrolCode } from '../../../shared/protocol/enrol-code.ts';
import { getMeta, setMeta } from '../store/meta.ts';

const Kept = z.object({
  /** Keys the hall said it is known by. */
  pins: z.array(z.string()),
  /** The code that was there when it said so; its fingerprint counts no more. */
  code: z.string().nullable(),
});

/**
 * The keys by which this station knows its hall over TLS. Before the first welcome: the one whose fingerprint the
 * enrolment code carries. From then on: those the hall named, over a connection that was proven; or a new code's.
 */
export class HallKey {
  readonly #db: Database;
  readonly #code: EnrolCode | null;
  #kept: z.infer<typeof Kept>;

  constructor(db: Database, enrolCode: string | null) {
    this.#db = db;
    this.#code = enrolCode === null ? null : readEnrolCode(enrolCode);
    this.#kept = Kept.parse(JSON.parse(getMeta(db, 'hall-key') ?? '{"pins":[],"code":null}'));
  }

  /** The part of the code that is the hall's to hear; null without a code. */
  get secret(): string | null {
    return this.#code?.secret ?? null;
  }

  /** False when there is nothing to know a hall by: then it is not even dialled. */
  get known(): boolean {
    return this.#kept.pins.length > 0 || this.#fresh !== null;
  }

  /** Whether the key with this pin (SHA-256 of its SubjectPublicKeyInfo, base64url) is the hall's. */
  trusts(pin: string): boolean {
    return this.#kept.pins.includes(pin) || fingerprint(Buffer.from(pin, 'base64url')) === this.#fresh;
  }

  /** The hall named its keys. Throws when the disk does not take it. */
  learn(pins: readonly string[]): void {
    const next = { pins: [...pins], code: this.secret ?? this.#kept.code };
    if (JSON.stringify(next) === JSON.stringify(this.#kept)) return;
    setMeta(this.#db, 'hall-key', JSON.stringify(next));
    this.#kept = next;
  }

  get #fresh(): string | null {
    return this.#code === null || this.#code.secret === this.#kept.code ? null : this.#code.fingerprint;
  }
}
