import { caseDayId } from '../../src/shared/case/decisions.ts';
import { formatCaseNumber } from '../../src/shared/case/number.ts';
import { sampleHall } from '../../src/shared/catalogue/sample/hall.ts';
import type { StationNode } from './station-node.ts';
import type { World } from './world.ts';

/** A receipt somebody took home: the case they were promised. */
export interface Receipt {
  readonly station: string;
  readonly caseId: string;
  readonly number: string;
}

/** Of these the newest are still worked on; enough of them that windows meet over the same one. */
const UNDER_WAY = 12;

/** What clerks do with cases, at whatever window they sit and whether or not the hall is heard. */
export class CaseLife {
  readonly receipts: Receipt[] = [];
  refused = 0;
  steps = 0;
  /** How often somebody was told that who accepted does not decide. */
  samePerson = 0;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** One deed of the clerk at this window; nothing when nobody signed on, or the hall has given the station no number yet. */
  work(node: StationNode): void {
    const clerk = node.counter!.window()?.clerk;
    if (!clerk) return;
    if (this.receipts.length < 3 || this.#world.chance(0.3)) this.#receive(node, clerk.id);
    else this.#step(node, clerk.id);
  }

  #receive(node: StationNode, clerkId: string): void {
    const world = this.#world;
    const core = node.core!;
    const { state } = core;
    const station = state.get('station', node.id)?.number;
    if (station === undefined) return;
    const day = core.today();
    const running = (state.get('caseDay', caseDayId(node.id, day))?.last ?? 0) + 1;
    const item = world.pick(sampleHall.items);
    const number = formatCaseNumber(sampleHall, { itemId: item.id, day, station, running });
    const caseId = core.runtime.newId();
    const taken = item.materials
      .filter((material) => material.need === 'necessary' && world.chance(0.95))
      .map(({ id, forms }) => ({ id, forms }));
    const body = {
      ...{ caseId, number, day, running, taken, itemId: item.id, code: core.runtime.newCode() },
      ...{ applicant: { maskedName: '李*国', key: null }, windowId: node.counter!.windowId },
      ...{ ticketId: null, collectHall: null },
    };
    // The receipt is in somebody's hand only after this answered.
    if (this.#did(core.act('case.receive', body, { kind: 'clerk', id: clerkId })))
      this.receipts.push({ station: node.id, caseId, number });
  }

  #step(node: StationNode, clerkId: string): void {
    const world = this.#world;
    const core = node.core!;
    const { caseId } = world.pick(this.receipts.slice(-UNDER_WAY));
    const the = core.state.get('case', caseId);
    if (!the) return; // not heard of here yet
    const actor = { kind: 'clerk', id: clerkId } as const;
    const item = sampleHall.items.find(({ id }) => id === the.itemId)!;
    const missing = item.materials.filter((m) => m.need === 'necessary' && the.taken.every(({ id }) => id !== m.id));
    switch (the.status) {
      case 'received': {
        if (missing.length > 0 && the.supplement === null) {
          const list = missing.map(({ id }) => ({ id, what: '请带来' }));
          this.#did(core.act('case.supplement', { caseId, list }, actor));
          return;
        }
        const follow = item.materials.filter((m) => m.need === 'may-follow');
        const owed = follow
          .filter((m) => the.taken.every(({ id }) => id !== m.id))
          .map(({ id }) => ({ id, by: core.today() }));
        this.#did(core.act('case.accept', { caseId, owed }, actor));
        return;
      }
      case 'supplement': {
        const open = item.materials.filter(({ id }) => the.supplement!.open.includes(id));
        const taken = open.map(({ id, forms }) => ({ id, forms }));
        this.#did(core.act('case.supplemented', { caseId, taken }, actor));
        return;
      }
      case 'accepted':
        if (world.chance(0.1)) this.#did(core.act('case.withdraw', { caseId, reason: '不办了' }, actor));
        else this.#did(core.act('case.decide', { caseId, outcome: 'denied', reason: '不符合条件' }, actor));
        return;
      case 'decided':
        this.#did(core.act('case.ready', { caseId }, actor));
        return;
      case 'ready':
        this.#did(core.act('case.handOver', { caseId, receiver: '李*国', via: 'window' }, actor));
        return;
      default:
        return; // it is over
    }
  }

  #did(outcome: { ok: boolean; refusal?: { code: string } }): boolean {
    if (outcome.ok) this.steps++;
    else {
      this.refused++;
      if (outcome.refusal?.code === 'same-person-decides') this.samePerson++;
    }
    return outcome.ok;
  }
}
