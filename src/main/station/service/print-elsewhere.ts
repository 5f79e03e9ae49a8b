import { isUsable } from '../../../shared/device/health.ts';
import type { Actor, RefusalCode } from '../../../shared/intent/decision.ts';
import type { PrinterPlace, SlipRow } from '../../../shared/protocol/counter-view.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import { areaOf } from '../../../shared/views/rows.ts';
import { slipRows } from '../../../shared/views/slips.ts';
import type { Printer } from '../devices/index.ts';
import type { StationCore } from './core.ts';
import type { PaperDesk } from './paper.ts';

/** 在另一台打印: slips that did not come out, and the machines that could print them now. */
export class PrintElsewhere {
  readonly #core: StationCore;
  readonly #station: { readonly id: string; readonly name: string };
  readonly #paper: PaperDesk | null;
  readonly #printer: Printer | null;
  readonly #patienceMs: number;

  constructor(deps: {
    core: StationCore;
    station: { readonly id: string; readonly name: string };
    paper: PaperDesk | null;
    printer: Printer | null;
    patienceSeconds: number;
  }) {
    this.#core = deps.core;
    this.#station = deps.station;
    this.#paper = deps.paper;
    this.#printer = deps.printer;
    this.#patienceMs = deps.patienceSeconds * 1000;
  }

  /** `own`: only tickets of this station, also those that still wait for their paper. */
  rows(own: boolean): SlipRow[] {
    if (!this.#core.known) return [];
    const { id } = this.#station;
    return slipRows(this.#core.state, this.#core.moment(), own ? id : null, (stationId) => this.nameOf(stationId));
  }

  /** Counters hold the books of stations; dispensers hear the names of those that print now. */
  nameOf(stationId: string): string | undefined {
    if (stationId === this.#station.id) return this.#station.name;
    const other = this.#core.otherDispensers.find(({ id }) => id === stationId);
    return other?.name ?? this.#core.state.get('station', stationId)?.name;
  }

  /** This station first, if it has a printer; then the dispensers that print now, as far as the hall says. */
  places(): PrinterPlace[] {
    if (!this.#core.known) return [];
    const config = this.#core.state.config();
    const { id, name } = this.#station;
    const prints = this.#printer !== null && isUsable(this.#printer.health());
    return [
      ...(prints ? [{ stationId: id, name, areaName: null, own: true }] : []),
      ...this.#core.otherDispensers
        .filter((other) => other.id !== '')
        .map((other) => ({
          stationId: other.id,
          name: other.name,
          areaName: areaOf(config, other.area ?? undefined)?.name ?? null,
          own: false,
        })),
    ];
  }

  async print(ticketId: string, stationId: string, actor: Actor): Promise<Outcome> {
    const place = this.places().find((each) => each.stationId === stationId);
    if (!place) return no('printer-gone');
    const body = {
      ticketId,
      jobId: this.#core.runtime.newId(),
      stationId,
      until: this.#core.now() + this.#patienceMs,
    };
    const outcome = place.own
      ? this.#core.act('ticket.printElsewhere', body, actor)
      : await this.#core.actContended('ticket.printElsewhere', body, actor);
    if (outcome.ok) this.#paper?.settleAll();
    return outcome;
  }
}

function no(code: RefusalCode): Outcome {
  return { ok: false, refusal: { code } };
}
