import type { Database } from 'better-sqlite3';
import type { DeviceHealth } from '../../../shared/device/health.ts';
import {
  firstRoll,
  PaperRoll,
  type RollView,
  rollChanged,
  rollPrinted,
  rollSensed,
  rollView,
} from '../../../shared/device/paper-roll.ts';
import type { Printer } from '../devices/index.ts';
import { getMeta } from '../store/meta.ts';
import type { StationCore } from './core.ts';

/** Counts the paper of the roll in a station's printer: by what was printed, what the printer says, and its keeper. */
export class RollCounter {
  readonly #core: StationCore;
  readonly #nominalMm: number;
  #roll: PaperRoll;

  /** `rollMetres`: what a roll holds by its label. */
  constructor(core: StationCore, db: Database, printer: Printer, rollMetres: number) {
    this.#core = core;
    this.#nominalMm = rollMetres * 1000;
    this.#roll = readRoll(getMeta(db, 'paper-roll')) ?? firstRoll(core.now());
    printer.onPaper((mm) => this.#become(rollPrinted(this.#roll, mm, core.today())));
    printer.onHealth((health) => this.#sensed(health));
    this.#sensed(printer.health());
  }

  view(): RollView {
    return rollView(this.#roll, this.#nominalMm, this.#core.today());
  }

  /** 已换纸卷 */
  changed(at = this.#core.now()): void {
    this.#become(rollChanged(this.#roll, at));
  }

  /** The desk said so, at that time of the hall's; told again and again with the station's own record. */
  told(at: number | undefined): void {
    if (at !== undefined && at > this.#roll.since) this.changed(Math.max(at, this.#core.now()));
  }

  #sensed(health: DeviceHealth): void {
    this.#become(rollSensed(this.#roll, health, this.#nominalMm, this.#core.now()));
  }

  #become(roll: PaperRoll): void {
    if (roll === this.#roll) return;
    this.#roll = roll;
    this.#core.note('paper-roll', JSON.stringify(roll));
    this.#core.changes.changed();
    this.#core.link.reportSoon();
  }
}

/** Nothing is known of it when the note is of another program; counting begins again. */
function readRoll(text: string | null): PaperRoll | null {
  if (text === null) return null;
  const parsed = PaperRoll.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
