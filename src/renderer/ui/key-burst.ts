/**
 * Tells a scanner that types like a keyboard from a person. A scanner sends its characters some milliseconds apart and
 * ends with Enter or Tab; nobody types four keys in a row this fast. Every character waits until it is known whose it is,
 * so that no part of a code gets into what is being filled in.
 */
export const BETWEEN_MS = 35;
const FEWEST = 4;
/** So many without an end are a scanner that sends none. */
const FEWEST_WITHOUT_END = 8;

export type Verdict =
  /** Give out what was kept back before, keep this one, and look again after `BETWEEN_MS` of silence. */
  | { kind: 'hold'; typed: readonly string[] }
  /** Give out what was kept back, as typed, then this key. */
  | { kind: 'pass'; typed: readonly string[] }
  | { kind: 'scan'; text: string };

export class KeyBurst {
  #held: string[] = [];
  #lastAt = Number.NEGATIVE_INFINITY;

  /** `at` in ms of any steady clock. `key` as in KeyboardEvent; `plain`: no Ctrl, Alt, Meta, no repetition, no input method. */
  key(key: string, plain: boolean, at: number): Verdict {
    if (key === 'Shift') return { kind: 'pass', typed: [] }; // a scanner holds it for capitals
    const fast = at - this.#lastAt <= BETWEEN_MS;
    this.#lastAt = at;
    const character = plain && [...key].length === 1;
    // No code begins with a blank, and on a button or a box a blank is a press: it must not come late.
    if (character && !(key === ' ' && (this.#held.length === 0 || !fast))) {
      // Too slow for the ones before, but it may be the first of a code.
      const before = fast ? [] : this.#take();
      this.#held.push(key);
      return { kind: 'hold', typed: before };
    }
    const typed = this.#take();
    const ends = key === 'Enter' || key === 'Tab';
    return ends && fast && typed.length >= FEWEST ? { kind: 'scan', text: typed.join('') } : { kind: 'pass', typed };
  }

  /** The keyboard has been silent for `BETWEEN_MS`. */
  silence(): Exclude<Verdict, { kind: 'hold' }> {
    const typed = this.#take();
    return typed.length >= FEWEST_WITHOUT_END ? { kind: 'scan', text: typed.join('') } : { kind: 'pass', typed };
  }

  #take(): string[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }
}
