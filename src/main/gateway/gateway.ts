import type { Case } from '../../shared/case/types.ts';
import { canonical } from '../../shared/intent/envelope.ts';
import type { StationCore } from '../station/service/core.ts';

type Log = (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;

export interface GatewayDeps {
  /** The hall, as a station of role `gateway`. */
  readonly hall: StationCore;
  /** The district, as a station of role `hall`. */
  readonly district: StationCore;
  /** The id the district knows this hall by. */
  readonly hallId: string;
  readonly log: Log;
}

/**
 * 通办: hands cases between a hall and its district. It compares what both know of a case and tells the one that knows
 * less, through the journal it has there as any station has one. There is nothing else to remember: after a crash, a
 * loss or a copy put back it compares again, and what was told twice changes nothing.
 */
export class Gateway {
  readonly #deps: GatewayDeps;
  readonly #actor;
  /** What was told and did not make both sides equal, so that it is not told over and over. */
  readonly #said = { up: new Map<string, string>(), down: new Map<string, string>() };
  #mismatch = false;

  constructor(deps: GatewayDeps) {
    this.#deps = deps;
    this.#actor = { kind: 'station', id: deps.hallId } as const;
    const { hall, district } = deps;
    hall.onCases((ids) => this.#compare(ids));
    district.onCases((ids) => this.#compare(ids));
  }

  start(): void {
    const { hall, district } = this.#deps;
    this.compareAll();
    hall.link.start();
    district.link.start();
  }

  /** What one of them told while this program was not there to hear the other, or could not tell it. */
  compareAll(): void {
    const { hall, district } = this.#deps;
    this.#compare(new Set([...hall.cases.all(), ...district.cases.all()]));
  }

  #compare(ids: ReadonlySet<string>): void {
    const { hall, district, hallId, log } = this.#deps;
    if (!hall.known || !district.known) return;
    if (hall.state.config().id !== hallId) {
      // Under another hall's name nothing may be told.
      if (!this.#mismatch) log('gateway-of-another-hall', { expected: hallId, found: hall.state.config().id });
      this.#mismatch = true;
      return;
    }
    for (const id of ids) this.#settle(id);
  }

  /**
   * The later state is told. Where both count the same revision and read differently, the hall was put back from a copy
   * and went on by itself: the district's stands.
   */
  #settle(id: string): void {
    const { hall, district } = this.#deps;
    const here = hall.state.get('case', id);
    const there = district.state.get('case', id);
    // Over for so long that stations forget it: one side may have, before the other.
    const today = hall.today();
    if ([here, there].some((the) => the?.day !== undefined && the.day < today)) return;
    if (here && there && sameText(here, there)) {
      this.#said.up.delete(id);
      this.#said.down.delete(id);
    } else if (here && (!there || here.revision > there.revision)) this.#tell('up', here);
    else if (there) this.#tell('down', there);
  }

  #tell(way: 'up' | 'down', the: Case): void {
    const said = this.#said[way];
    const text = JSON.stringify(the);
    if (said.get(the.id) === text) return;
    const { hall, district } = this.#deps;
    const acted =
      way === 'up' ? district.act('case.share', { the }, this.#actor) : hall.act('case.mirror', { the }, this.#actor);
    if (acted.ok || acted.refusal.code !== 'storage-full') said.set(the.id, text);
    if (!acted.ok) this.#deps.log('case-not-told', { way, case: the.id, reason: acted.refusal.code });
  }
}

function sameText(a: Case, b: Case): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}
