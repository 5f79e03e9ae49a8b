import { businessDay, clockTime } from '../../../shared/calendar/clock.ts';
import { addWorkdays } from '../../../shared/calendar/workdays.ts';
import { caseDayId } from '../../../shared/case/decisions.ts';
import { formatCaseNumber, LONGEST_NUMBER } from '../../../shared/case/number.ts';
import { type Case, OVER } from '../../../shared/case/types.ts';
import type { Item } from '../../../shared/catalogue/types.ts';
import type { Actor, Refusal, RefusalCode } from '../../../shared/intent/decision.ts';
import type { BodyOf, KindName } from '../../../shared/intent/registry.ts';
import { stationMessages } from '../../../shared/messages/station.ts';
import { caseReceipt } from '../../../shared/paper/case-receipt.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import { signaturePicture } from '../../../shared/paper/signature.ts';
import type { CaseOutcome, Picture } from '../../../shared/protocol/case-contract.ts';
import type { CaseView } from '../../../shared/protocol/case-view.ts';
import { caseView } from '../../../shared/views/cases.ts';
import { itemOf } from '../../../shared/views/rows.ts';
import type { Attachments, NewPicture } from './attachments.ts';
import type { StationCore } from './core.ts';
import type { Counter } from './counter.ts';
import type { PaperDesk } from './paper.ts';
import type { Signing } from './signing.ts';

type CaseKind = Extract<KindName, `case.${string}`>;
type Refused = Extract<CaseOutcome, { ok: false }>;

/** Cases at a counter: taken, accepted, decided and handed over, with the hall there or not. */
export class Cases {
  readonly #core: StationCore;
  readonly #counter: Counter;
  readonly #paper: PaperDesk | null;
  readonly #attachments: Attachments | null;
  readonly #signing: Signing | null;
  readonly #station: string;
  /** What was received for the ticket at the window, so that its numbers stay on the screen. */
  #ofTicket: { readonly ticketId: string; readonly caseIds: string[] } | null = null;

  constructor(deps: {
    core: StationCore;
    counter: Counter;
    paper: PaperDesk | null;
    /** Null where nothing can be kept beside the database. */
    attachments: Attachments | null;
    signing: Signing | null;
    station: string;
  }) {
    this.#core = deps.core;
    this.#counter = deps.counter;
    this.#paper = deps.paper;
    this.#attachments = deps.attachments;
    this.#signing = deps.signing;
    this.#station = deps.station;
  }

  /** 收件 under a number of this station's own; the receipt is printed where there is a printer. */
  async receive(input: {
    itemId: string;
    taken: readonly string[];
    accept: boolean;
    collectHall: string | null;
  }): Promise<CaseOutcome> {
    const core = this.#core;
    const actor = this.#actor();
    if (!core.known || actor === null) return no('window-closed');
    const config = core.state.config();
    const item = itemOf(config, input.itemId);
    if (!item) return no('unknown-item');
    const station = core.state.get('station', this.#station)?.number;
    if (station === undefined) return no('case-numbers-unavailable');
    const day = core.today();
    const running = this.#nextRunning(day);
    const number = formatCaseNumber(config, { itemId: item.id, day, station, running });
    if (number.length > LONGEST_NUMBER) return no('case-numbers-unavailable');
    const ticket = this.#counter.current();
    const caseId = core.runtime.newId();
    const body: BodyOf<'case.receive'> = {
      caseId,
      number,
      code: core.runtime.newCode(),
      day,
      running,
      itemId: item.id,
      applicant: ticket?.person ?? { maskedName: '', key: null },
      taken: input.taken.map((id) => ({ id, forms: formsOf(item, id) })),
      windowId: this.#counter.windowId,
      ticketId: ticket?.id ?? null,
      collectHall: input.collectHall,
    };
    // The number is used up with the line, whatever becomes of the line at the hall: it will stand on paper.
    const received = core.act('case.receive', body, actor, () => core.noteCaseRunning(day, running));
    if (!received.ok) return received;
    if (ticket) {
      const before = this.#ofTicket?.ticketId === ticket.id ? this.#ofTicket.caseIds : [];
      this.#ofTicket = { ticketId: ticket.id, caseIds: [...before, caseId] };
    }
    let notAccepted: Refusal | null = null;
    if (input.accept) {
      const accepted = core.act('case.accept', { caseId, owed: this.#owed(caseId, item) }, actor);
      if (!accepted.ok) notAccepted = accepted.refusal;
    }
    return { ...this.#outcome(caseId, received.offline, this.#print(caseId, false)), notAccepted } as CaseOutcome;
  }

  accept(caseId: string): Promise<CaseOutcome> {
    const the = this.#case(caseId);
    const item = the && itemOf(this.#core.state.config(), the.itemId);
    if (the && !item) return Promise.resolve(no('unknown-item'));
    return this.#step('case.accept', { caseId, owed: item ? this.#owed(caseId, item) : [] });
  }

  refuse(body: BodyOf<'case.refuse'>): Promise<CaseOutcome> {
    return this.#step('case.refuse', body);
  }

  supplement(body: BodyOf<'case.supplement'>): Promise<CaseOutcome> {
    return this.#step('case.supplement', body);
  }

  supplemented(caseId: string, taken: readonly string[]): Promise<CaseOutcome> {
    const the = this.#case(caseId);
    const item = the && itemOf(this.#core.state.config(), the.itemId);
    if (the && !item) return Promise.resolve(no('unknown-item'));
    return this.#step('case.supplemented', { caseId, taken: taken.map((id) => ({ id, forms: formsOf(item, id) })) });
  }

  decide(body: BodyOf<'case.decide'>): Promise<CaseOutcome> {
    return this.#step('case.decide', body);
  }

  send(caseId: string): Promise<CaseOutcome> {
    return this.#step('case.send', { caseId });
  }

  ready(caseId: string): Promise<CaseOutcome> {
    return this.#step('case.ready', { caseId });
  }

  handOver(caseId: string, receiver: string): Promise<CaseOutcome> {
    return this.#step('case.handOver', { caseId, receiver, via: 'window' });
  }

  withdraw(body: BodyOf<'case.withdraw'>): Promise<CaseOutcome> {
    return this.#step('case.withdraw', body);
  }

  /** 存入电子材料 */
  async attach(caseId: string, pictures: readonly NewPicture[]): Promise<CaseOutcome> {
    const actor = this.#actor();
    if (actor === null) return no('window-closed');
    if (!this.#attachments) return no('storage-full');
    const acted = await this.#attachments.attach(caseId, pictures, actor);
    return acted.ok ? this.#outcome(caseId, acted.offline, null) : acted;
  }

  /** 取下. The bytes go when the hall has settled it; no hall is asked to wait for. */
  async detach(body: BodyOf<'case.detach'>): Promise<CaseOutcome> {
    return this.#step('case.detach', body);
  }

  /** Shown to clerks only: nobody looks at papers while the window is closed. */
  async picture(caseId: string, hash: string): Promise<Picture> {
    return this.#actor() && this.#attachments ? this.#attachments.read(caseId, hash) : { state: 'no-clerk' };
  }

  /** The camera that was used last here, by what the page calls it. */
  get camera(): string | null {
    return this.#core.fact('camera');
  }

  set camera(name: string) {
    this.#core.note('camera', name);
  }

  /** 请申请人签名 */
  askSignature(caseId: string): CaseOutcome {
    const actor = this.#actor();
    if (actor === null) return no('window-closed');
    if (!this.#signing) return no('no-pad');
    const asked = this.#signing.ask(caseId, actor);
    return asked.ok ? this.#outcome(caseId, asked.offline, null) : asked;
  }

  dropSignature(caseId: string): CaseOutcome {
    const dropped = this.#signing?.drop(caseId) ?? no('no-pad');
    return dropped.ok ? this.#outcome(caseId, dropped.offline, null) : dropped;
  }

  /** With the newest signature, where one was drawn and its file can be had now. */
  async printReceipt(caseId: string): Promise<CaseOutcome> {
    const the = this.#case(caseId);
    if (!the) return no('unknown-case');
    if (!this.#paper) return no('print-unavailable');
    const jobId = this.#print(caseId, true, await this.#signature(the));
    return jobId === null ? no('storage-full') : this.#outcome(caseId, !this.#core.link.online, jobId);
  }

  /** Open cases, the newest first. */
  list(before: string | null, limit: number): { cases: CaseView[]; next: string | null } {
    const ids = this.#core.cases.open(before, limit);
    const open = ids.map((id) => this.#case(id)).filter((the) => the !== undefined && !OVER.has(the.status)) as Case[];
    return { cases: open.map((the) => this.#view(the)), next: ids.length < limit ? null : ids.at(-1)! };
  }

  find(text: string): CaseView[] {
    const wanted = text.replace(/\s/g, '');
    return this.#core.cases
      .find(wanted)
      .map((id) => this.#case(id))
      .filter((the) => the !== undefined && (the.number === wanted || the.code === wanted))
      .map((the) => this.#view(the!));
  }

  /** Cases received for the ticket at the window. */
  ofTicket(): CaseView[] {
    const ticketId = this.#counter.current()?.id;
    if (ticketId === undefined || this.#ofTicket?.ticketId !== ticketId) return [];
    return this.#ofTicket.caseIds
      .map((id) => this.#case(id))
      .filter((the) => the !== undefined)
      .map((the) => this.#view(the));
  }

  #view(the: Case): CaseView {
    const unsent = (hash: string) => this.#attachments?.isWaiting({ caseId: the.id, hash }) === true;
    return caseView(the, this.#core.state.config(), unsent);
  }

  #case(id: string): Case | undefined {
    return this.#core.known ? this.#core.state.get('case', id) : undefined;
  }

  /** One above what this station ever put on paper that day, and what the hall knows of it. */
  #nextRunning(day: string): number {
    const heard = this.#core.state.get('caseDay', caseDayId(this.#station, day))?.last ?? 0;
    return Math.max(heard, this.#core.caseRunning(day)) + 1;
  }

  #actor(): Actor | null {
    const clerk = this.#counter.window()?.clerk;
    return clerk ? { kind: 'clerk', id: clerk.id } : null;
  }

  /** What may follow and is not there, until the end of the promised limit. */
  #owed(caseId: string, item: Item): BodyOf<'case.accept'>['owed'] {
    const there = new Set(this.#case(caseId)?.taken.map(({ id }) => id));
    const by = addWorkdays(this.#core.today(), item.promisedLimitDays, this.#core.state.config().calendar);
    return item.materials.filter((m) => m.need === 'may-follow' && !there.has(m.id)).map(({ id }) => ({ id, by }));
  }

  async #step<K extends CaseKind>(kind: K, body: BodyOf<K> & { caseId: string }): Promise<CaseOutcome> {
    const actor = this.#actor();
    if (actor === null) return no('window-closed');
    const acted = await this.#core.actContended(kind, body, actor);
    return acted.ok ? this.#outcome(body.caseId, acted.offline, null) : acted;
  }

  #outcome(caseId: string, offline: boolean, receipt: string | null): CaseOutcome {
    const the = this.#case(caseId);
    return the ? { ok: true, offline, case: this.#view(the), receipt, notAccepted: null } : no('unknown-case');
  }

  async #signature(the: Case): Promise<string | null> {
    const newest = the.attachments?.findLast(({ signed }) => signed !== undefined);
    const file = newest && (await this.#attachments?.read(the.id, newest.hash));
    return file?.state === 'here' ? Buffer.from(file.data, 'base64').toString('utf8') : null;
  }

  #print(caseId: string, reprint: boolean, signature: string | null = null): string | null {
    const the = this.#case(caseId);
    return the && this.#paper ? this.#paper.printOther(this.#receipt(the, reprint, signature)) : null;
  }

  #receipt(the: Case, reprint: boolean, signature: string | null): PaperDocument {
    const config = this.#core.state.config();
    const materials = itemOf(config, the.itemId)?.materials ?? [];
    const nameOf = (id: string) => materials.find((m) => m.id === id)?.name ?? id;
    const window = config.windows.find((w) => w.id === the.windowId)?.number;
    return caseReceipt({
      hall: config.name,
      number: the.number,
      item: the.itemName,
      maskedName: the.applicant.maskedName,
      taken: the.taken.map(({ id, forms }) => ({ name: nameOf(id), forms })),
      owed: the.owed.map(({ id, by }) => ({ name: nameOf(id), by })),
      receivedAt: this.#timeText(the.receivedAt),
      window: window === undefined ? '' : stationMessages.in('zh-CN')('windows', { numbers: window }),
      clerk: the.receivedBy.name,
      promisedBy: the.promisedBy,
      code: the.code,
      phone: config.phone,
      signature: signature === null ? null : signaturePicture(signature),
      reprint,
    });
  }

  #timeText(at: number): string {
    const { utcOffsetMinutes } = this.#core.state.config();
    return `${businessDay(at, utcOffsetMinutes)} ${clockTime(at, utcOffsetMinutes)}`;
  }
}

/** In the forms and counts the list asks for; one it does not name is refused when it is decided. */
function formsOf(item: Item | undefined, id: string): Item['materials'][number]['forms'] {
  return item?.materials.find((m) => m.id === id)?.forms.slice(0, 3) ?? [{ form: 'original', count: 1 }];
}

function no(code: RefusalCode, params?: Refusal['params']): Refused {
  return { ok: false, refusal: params ? { code, params } : { code } };
}
