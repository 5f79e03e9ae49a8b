import {
  DOCK_ANSWERS,
  type DockAnswer,
  type DockEvaluator,
  type DockKey,
  type DockKeypad,
  type KEYPAD_FAULTS,
} from '../../shared/protocol/demo-contract.ts';
import { type Clock, systemClock } from '../station/devices/clock.ts';
import { FakeKeypad, RESEND_MS, startTcpFake, type TcpFake } from '../station/devices/fakes/index.ts';
import { setOnLine } from './line-on-dock.ts';

type Fault = (typeof KEYPAD_FAULTS)[number];
type KeypadView = DockKeypad | DockEvaluator;

/** As such keypads are: what nobody acknowledges is said again a few times. */
const RESENDS = 3;
/** After the last of them nothing is to be expected. */
const UNANSWERED_MS = RESEND_MS * (RESENDS + 2);

/** A clerk's keypad or a citizen's evaluator in the dock: what it shows, and what became of the last key. */
export class KeypadOnDock {
  readonly #kind: KeypadView['kind'];
  readonly #id: string;
  readonly #stationId: string;
  readonly #fake: TcpFake<'keypad'>;
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #faults = new Set<Fault>();
  #last: KeypadView['lastPress'] = null;
  #beeps = 0;
  #stopWaiting: () => void = () => undefined;

  static async start(
    kind: KeypadView['kind'],
    id: string,
    stationId: string,
    { port, address }: { port: number; address: number },
    changed: () => void,
    clock: Clock = systemClock,
  ): Promise<KeypadOnDock> {
    const fake = await startTcpFake('keypad', port, new FakeKeypad(address, clock));
    return new KeypadOnDock(kind, id, stationId, fake, changed, clock);
  }

  private constructor(
    kind: KeypadView['kind'],
    id: string,
    stationId: string,
    fake: TcpFake<'keypad'>,
    changed: () => void,
    clock: Clock,
  ) {
    this.#kind = kind;
    this.#id = id;
    this.#stationId = stationId;
    this.#fake = fake;
    this.#clock = clock;
    this.#changed = changed;
    fake.onConnection(changed);
    fake.device.setResends(RESENDS);
    fake.device.onShows(({ beeps }) => {
      if (beeps > this.#beeps) this.#mark({ beeped: true });
      this.#beeps = beeps;
      changed();
    });
    fake.device.onAcknowledged(() => {
      this.#stopWaiting();
      this.#mark({ state: 'answered' });
      changed();
    });
  }

  view(): KeypadView {
    const { waiting, ticket, asking } = this.#fake.device.shows;
    return {
      kind: this.#kind,
      id: this.#id,
      stationId: this.#stationId,
      connected: this.#fake.connected,
      faults: [...this.#faults],
      shows: { waiting, ticket, asking },
      lastPress: this.#last,
    };
  }

  /** The keys it has: a keypad the clerk's, an evaluator the four answers. */
  press(key: DockKey | DockAnswer): boolean {
    const { device } = this.#fake;
    const answer = DOCK_ANSWERS.find((each) => each === key);
    if ((answer !== undefined) !== (this.#kind === 'evaluator')) return false;
    const asked = device.shows.asking;
    const frame = answer ? device.answer(LEVEL_OF[answer]) : device.press(key as DockKey);
    this.#last = {
      id: (this.#last?.id ?? 0) + 1,
      key,
      frame: Buffer.from(frame).toString('hex'),
      sent: this.#fake.connected && !this.#faults.has('silent'),
      state: 'waiting',
      beeped: false,
      asked,
    };
    this.#stopWaiting();
    this.#stopWaiting = this.#clock.after(UNANSWERED_MS, () => {
      this.#mark({ state: 'unanswered' });
      this.#changed();
    });
    return true;
  }

  async setFault(fault: Fault, on: boolean): Promise<void> {
    if (this.#faults.has(fault) === on) return;
    if (on) this.#faults.add(fault);
    else this.#faults.delete(fault);
    if (fault === 'wrong-checksum') this.#fake.device.setWrongSums(on);
    else await setOnLine(this.#fake, fault, on);
  }

  async close(): Promise<void> {
    this.#stopWaiting();
    await this.#fake.close();
  }

  #mark(change: Partial<NonNullable<KeypadView['lastPress']>>): void {
    if (this.#last) this.#last = { ...this.#last, ...change };
  }
}

const LEVEL_OF = { 'answer-0': 0, 'answer-1': 1, 'answer-2': 2, 'answer-3': 3 } as const satisfies Record<
  DockAnswer,
  number
>;
