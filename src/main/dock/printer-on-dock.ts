import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnsOf } from '../../shared/paper/columns.ts';
import type { DockDevice, PaperLine, PRINTER_FAULTS } from '../../shared/protocol/demo-contract.ts';
import { type FakeLine, type FakeTicket, startTcpFake, type TcpFake } from '../station/devices/fakes/index.ts';
import { drawPaper } from '../station/devices/printer/preview/draw.ts';
import { pngOf } from '../station/devices/printer/preview/png.ts';
import { setOnLine } from './line-on-dock.ts';

type Fault = (typeof PRINTER_FAULTS)[number];
type PrinterView = Extract<DockDevice, { kind: 'printer' }>;

const PAPERS_KEPT = 20;
/** An ordinary ticket has more. */
const MIDWAY_LINES = 6;
/** 9600 baud, the slowest line a printer is still found on. */
const SLOW_BYTES_PER_SECOND = 960;

/** A printer in the dock: its faults as switches, and the paper that hangs out of it. */
export class PrinterOnDock {
  readonly #id: string;
  readonly #stationId: string;
  readonly #fake: TcpFake<'printer'>;
  readonly #faults = new Set<Fault>();
  #papers: PrinterView['papers'] = [];
  #nextPaper = 1;

  /** `paperFolder`: each slip's bytes are kept there as they came, for whoever checks them; null: nowhere. */
  static async start(
    id: string,
    stationId: string,
    port: number,
    paperFolder: string | null,
    changed: () => void,
  ): Promise<PrinterOnDock> {
    return new PrinterOnDock(id, stationId, await startTcpFake('printer', port), paperFolder, changed);
  }

  private constructor(
    id: string,
    stationId: string,
    fake: TcpFake<'printer'>,
    paperFolder: string | null,
    changed: () => void,
  ) {
    this.#id = id;
    this.#stationId = stationId;
    this.#fake = fake;
    fake.onConnection(changed);
    fake.device.onTicket((ticket) => {
      const paper = this.#paper(ticket);
      this.#papers = [paper, ...this.#papers].slice(0, PAPERS_KEPT);
      if (paperFolder) writeFileSync(join(paperFolder, `${id}-${String(paper.id).padStart(3, '0')}.bin`), ticket.raw);
      changed();
    });
  }

  view(): PrinterView {
    return {
      kind: 'printer',
      id: this.#id,
      stationId: this.#stationId,
      connected: this.#fake.connected,
      faults: [...this.#faults],
      papers: this.#papers,
    };
  }

  async setFault(fault: Fault, on: boolean): Promise<void> {
    if (this.#faults.has(fault) === on) return;
    if (on) this.#faults.add(fault);
    else this.#faults.delete(fault);
    const printer = this.#fake.device;
    switch (fault) {
      case 'paper-end':
      case 'paper-near-end': {
        // A roll that is out is also nearly out: the worse of the two switches counts.
        const nearEnd = this.#faults.has('paper-near-end') ? 'near-end' : 'ok';
        printer.setPaper(this.#faults.has('paper-end') ? 'end' : nearEnd);
        break;
      }
      case 'cover-open':
        printer.setCover(on ? 'open' : 'closed');
        break;
      case 'paper-ends-midway':
        // A new roll when it is switched off.
        if (on) printer.runOutAfter(MIDWAY_LINES);
        else printer.setPaper(this.#faults.has('paper-near-end') ? 'near-end' : 'ok');
        break;
      case 'offline':
      case 'cutter':
      case 'hot':
        printer.setFault(fault, on);
        break;
      case 'slow':
        printer.setPace(on ? SLOW_BYTES_PER_SECOND : null);
        break;
      default:
        await setOnLine(this.#fake, fault, on);
    }
  }

  clearPaper(): void {
    this.#papers = [];
  }

  close(): Promise<void> {
    return this.#fake.close();
  }

  #paper(ticket: FakeTicket): PrinterView['papers'][number] {
    const id = this.#nextPaper;
    this.#nextPaper += 1;
    const lines = ticket.lines.map(paperLine);
    const picture = pngOf(drawPaper(ticket.raw, dotsOf(lines))).toString('base64');
    return { id, at: Date.now(), bytes: ticket.raw.length, lines, picture };
  }
}

/** A printer does not say how wide its paper is; what stands on it does: 384 dots on 58 mm, 576 on 80 mm. */
function dotsOf(lines: readonly PaperLine[]): number {
  const widths = lines.map((line) => (line.kind === 'text' ? columnsOf(line.text) * line.width : 0));
  return Math.max(0, ...widths) <= 32 ? 384 : 576;
}

function paperLine(line: FakeLine): PaperLine {
  if (line.kind !== 'image') return line;
  // What was drawn dot by dot is a picture to the printer too; the dock says that it was there.
  const text = `▦ ${line.widthDots}×${line.heightDots}`;
  return { kind: 'text', text, width: 1, height: 1, bold: false, align: 'center' };
}
