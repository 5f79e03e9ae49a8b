const WITHIN_MS = 60_000;
/** A line that died without saying so is replaced now and then; two machines with one name replace each other's all the time. */
const OFTEN = 3;

/** How often a station's connection was replaced by a newer one while it still stood. */
export class Replaced {
  readonly #times = new Map<string, number[]>();

  /** Notes one at a time; true when it is the third within a minute, and counts anew from there. */
  tooOften(station: string, now: number): boolean {
    const times = [...(this.#times.get(station) ?? []).filter((at) => now - at < WITHIN_MS), now];
    const often = times.length >= OFTEN;
    this.#times.set(station, often ? [] : times);
    return often;
  }
}
