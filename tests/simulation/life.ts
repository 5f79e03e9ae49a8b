import { sampleHall } from '../../src/shared/catalogue/sample/hall.ts';
import { progressView, ticketByCode } from '../../src/shared/views/progress.ts';
import { CaseLife } from './case-life.ts';
import type { Slip, StationNode } from './station-node.ts';
import { Crash, type World } from './world.ts';

/** What people do all day: press, call, serve, rate, change their minds. */
export interface Tally {
  presses: number;
  tickets: number;
  calls: number;
  services: number;
  refused: number;
  /** Progress asked for at a kiosk, and lists of materials printed there. */
  asked: number;
  lists: number;
  /** Cases: papers taken, steps done with them, steps that were refused where they were tried. */
  cases: number;
  caseSteps: number;
  caseRefused: number;
  samePerson: number;
}

export class Life {
  readonly #tally = { presses: 0, tickets: 0, calls: 0, services: 0, refused: 0, asked: 0, lists: 0 };
  readonly #world: World;
  readonly #nodes: readonly StationNode[];
  readonly #slips: readonly Slip[];
  readonly cases: CaseLife;
  #open = true;

  constructor(world: World, nodes: readonly StationNode[], slips: readonly Slip[]) {
    this.#world = world;
    this.cases = new CaseLife(world);
    this.#nodes = nodes;
    this.#slips = slips;
  }

  get tally(): Tally {
    const { receipts, steps, refused, samePerson } = this.cases;
    return { ...this.#tally, cases: receipts.length, caseSteps: steps, caseRefused: refused, samePerson };
  }

  begin(): void {
    for (const node of this.#nodes) this.#live(node);
  }

  /** The hall closes: nobody starts anything new. */
  end(): void {
    this.#open = false;
  }

  #live(node: StationNode): void {
    const act = () => {
      if (!this.#open) return;
      if (node.alive) {
        const done = node.dispenser ? this.#citizen(node) : node.counter ? this.#clerk(node) : this.#visitor(node);
        done.catch((error: unknown) => {
          // A full disk and a power cut end the act; anything else is a defect.
          if (!(error instanceof Crash) && (error as { code?: string }).code !== 'SQLITE_FULL') throw error;
        });
      }
      this.#world.after(this.#world.between(500, 8000), act);
    };
    this.#world.after(this.#world.between(0, 5000), act);
  }

  async #citizen(node: StationNode): Promise<void> {
    const world = this.#world;
    const dispenser = node.dispenser!;
    if (!node.core!.known) return;
    if (world.chance(0.4)) {
      const n = Math.floor(world.between(0, 60));
      node.layCard({
        kind: 'citizen',
        name: '李建国',
        number: `made-up-${n}`,
        sex: 'male',
        birth: '1968-03-12',
        nation: { code: '01', name: '汉' },
        address: '',
        issuer: '',
        validity: { from: '2020-01-01', to: 'long-term' },
      });
    }
    const queue = world.pick(sampleHall.queues);
    this.#tally.presses++;
    const outcome = await dispenser.press({
      queueId: queue.id,
      itemId: null,
      priority: world.chance(0.1) ? 'green' : 'ordinary',
      priorityReason: null,
    });
    if (outcome.ok) this.#tally.tickets++;
    else if (outcome.refusal.code === 'already-holds-ticket' && world.chance(0.5)) {
      dispenser.reprint(String(outcome.refusal.params?.ticketId));
    } else this.#tally.refused++;
    if (world.chance(0.8)) dispenser.endSession();
    for (const job of node.paper?.spool.unknownJobs() ?? []) {
      if (world.chance(0.3)) node.paper!.resolve(job.id, world.chance(0.5) ? 'printed' : 'reprint');
    }
  }

  /** Somebody at a kiosk: how is my ticket doing, and what must I bring. */
  async #visitor(node: StationNode): Promise<void> {
    const world = this.#world;
    if (!node.core!.known) return;
    if (world.chance(0.6) && this.#slips.length > 0) {
      this.#tally.asked++;
      const { state } = node.core!;
      const ticket = ticketByCode(state, world.pick(this.#slips).code);
      if (ticket) progressView(state, ticket);
      return;
    }
    const item = world.pick(sampleHall.items);
    if (node.paper!.printOther(node.paper!.materialsDocument(item)) !== null) this.#tally.lists++;
    for (const job of node.paper?.spool.unknownJobs() ?? []) {
      if (!world.chance(0.3)) continue;
      node.resolved++; // also when the power goes after it was written
      node.paper!.resolve(job.id, 'printed');
    }
  }

  async #clerk(node: StationNode): Promise<void> {
    const world = this.#world;
    const counter = node.counter!;
    const window = counter.window();
    if (!window) return;
    if (window.status === 'closed') {
      counter.signOn(world.pick(sampleHall.staff!).id, null);
      return;
    }
    if (window.status === 'paused') {
      counter.resume();
      return;
    }
    if (world.chance(0.35)) {
      await this.cases.work(node);
      return;
    }
    const current = counter.current();
    if (!current) {
      const roll = world.random();
      if (roll < 0.05) counter.pause('休息');
      else if (roll < 0.25 && this.#slips.length > 0) {
        const slip = world.pick(this.#slips.slice(-30));
        if ((await counter.take(slip.number, '输号办理')).ok) this.#tally.calls++;
      } else if ((await counter.next()).ok) this.#tally.calls++;
      return;
    }
    const roll = world.random();
    if (current.status === 'called') {
      if (roll < 0.6) counter.start();
      else if (roll < 0.75) counter.recall();
      else if (roll < 0.9) counter.miss();
      else counter.transfer({ toQueueId: world.pick(sampleHall.queues).id, toWindowId: null, reason: '改派' });
      return;
    }
    if (roll < 0.7) {
      if (counter.finish().ok) this.#tally.services++;
      const asked = node.rating?.asked();
      if (asked && world.chance(0.6)) node.rating!.rate({ serviceId: asked.id, level: 5, reasons: [], text: '' });
    } else if (roll < 0.8) counter.suspend('等材料');
  }
}
