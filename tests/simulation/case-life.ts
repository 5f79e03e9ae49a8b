import { sampleHall } from '../../src/shared/catalogue/sample/hall.ts';
import type { CaseOutcome } from '../../src/shared/protocol/case-contract.ts';
import type { StationNode } from './station-node.ts';
import type { World } from './world.ts';

/** A receipt somebody took home: the case they were promised. */
export interface Receipt {
  readonly station: string;
  readonly caseId: string;
  readonly number: string;
}

/** Of these the newest are still worked on; so few of them that windows meet over the same one. */
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

  /** One deed of the clerk at this window. */
  async work(node: StationNode): Promise<void> {
    if (this.receipts.length < 3 || this.#world.chance(0.3)) await this.#receive(node);
    else await this.#step(node);
  }

  async #receive(node: StationNode): Promise<void> {
    const world = this.#world;
    const item = world.pick(sampleHall.items);
    const brought = item.materials.filter(({ need }) => need === 'necessary' && world.chance(0.95));
    const taken = brought.map(({ id }) => id);
    const outcome = await node.cases!.receive({ itemId: item.id, taken, accept: world.chance(0.3), collectHall: null });
    // Only now is the receipt in somebody's hand.
    if (this.#did(outcome))
      this.receipts.push({ station: node.id, caseId: outcome.case.caseId, number: outcome.case.number });
  }

  async #step(node: StationNode): Promise<void> {
    const { cases, core } = node;
    const { caseId } = this.#world.pick(this.receipts.slice(-UNDER_WAY));
    const the = core!.state.get('case', caseId);
    if (!the) return; // not heard of here yet
    const item = sampleHall.items.find(({ id }) => id === the.itemId)!;
    const missing = item.materials.filter((m) => m.need === 'necessary' && the.taken.every(({ id }) => id !== m.id));
    switch (the.status) {
      case 'received': {
        const tell = missing.length > 0 && the.supplement === null;
        const list = missing.map(({ id }) => ({ id, what: '请带来' }));
        this.#did(await (tell ? cases!.supplement({ caseId, list }) : cases!.accept(caseId)));
        return;
      }
      case 'supplement':
        this.#did(await cases!.supplemented(caseId, the.supplement!.open));
        return;
      case 'accepted':
        if (this.#world.chance(0.1)) this.#did(await cases!.withdraw({ caseId, reason: '不办了' }));
        else this.#did(await cases!.decide({ caseId, outcome: 'denied', reason: '不符合条件' }));
        return;
      case 'decided':
        this.#did(await cases!.ready(caseId));
        return;
      case 'ready':
        this.#did(await cases!.handOver(caseId, '李*国'));
        return;
      default:
        return; // it is over
    }
  }

  #did(outcome: CaseOutcome): outcome is Extract<CaseOutcome, { ok: true }> {
    if (outcome.ok) this.steps++;
    else {
      this.refused++;
      if (outcome.refusal.code === 'same-person-decides') this.samePerson++;
    }
    return outcome.ok;
  }
}
