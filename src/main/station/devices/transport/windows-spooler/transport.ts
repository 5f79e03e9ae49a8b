import type { Condition } from '../../../../../shared/device/health.ts';
import { Signal, type Unsubscribe } from '../../events.ts';
import { LineTransport } from '../line-transport.ts';
import { type OpenResult, PortClosedError } from '../transport.ts';
import { HELPER_GONE, type HelperProgram, powershellHelper, SpoolerHelper } from './helper.ts';
import { jobStands, openCode, spoolerCondition } from './status.ts';

/** How often Windows is asked how printer and document stand. */
const LOOK_MS = 250;
/** ERROR_INVALID_PARAMETER of GetJob: a document is no longer in the queue. */
const NOT_IN_QUEUE = 87;

/**
 * A printer of Windows by its name: each write is one RAW document in its queue. The queue would keep a document for as
 * long as the printer is away, and print it tomorrow; so a document counts as taken only when it has left the queue, and
 * is taken out of it (`takeBack`) when that lasts too long.
 */
export class WindowsSpoolerTransport extends LineTransport<SpoolerHelper> {
  readonly #name: string;
  readonly #program: () => HelperProgram | null;
  readonly #conditions = new Signal<[Condition]>();
  #documents: number[] = [];
  #cancelLook: () => void = () => undefined;

  /** `program`: for tests, another helper than PowerShell; null where there is no Windows. */
  constructor(name: string, program: () => HelperProgram | null = systemHelper) {
    super();
    this.#name = name;
    this.#program = program;
  }

  onCondition(listener: (condition: Condition) => void): Unsubscribe {
    return this.#conditions.on(listener);
  }

  async open(): Promise<OpenResult> {
    const program = this.#program();
    if (!program) return { ok: false, code: 'port-error', detail: 'spool: is a printer of Windows; this is none' };
    const helper: SpoolerHelper = new SpoolerHelper(program, () => this.gone(helper));
    if (!(await helper.ready)) {
      return { ok: false, code: 'port-error', detail: `${program.file} did not start, or compiles nothing` };
    }
    const opened = await helper.ask('open', Buffer.from(this.#name, 'utf8').toString('base64'));
    if (!opened.ok) {
      helper.stop();
      return { ok: false, code: openCode(opened.code), detail: `OpenPrinter: error ${opened.code} of Windows` };
    }
    this.#documents = [];
    this.use(helper);
    void this.#look(helper);
    return { ok: true };
  }

  protected async send(helper: SpoolerHelper, bytes: Uint8Array): Promise<void> {
    const answer = await helper.ask('print', Buffer.from(bytes).toString('base64'));
    if (answer.ok) {
      this.#documents.push(answer.values[0] ?? 0);
      return;
    }
    // Whether the document was in the queue when the helper went away is not known; an error of Windows says it is not.
    if (answer.code === HELPER_GONE) throw new Error('the print helper went away while writing');
    throw new PortClosedError();
  }

  protected async drained(helper: SpoolerHelper): Promise<void> {
    for (const document of this.#documents) {
      while (!(await this.#left(helper, document))) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Whether a document has left the queue for the printer. Throws when it left it in another way. */
  async #left(helper: SpoolerHelper, document: number): Promise<boolean> {
    const answer = await helper.ask('job', document);
    if (!answer.ok && answer.code !== NOT_IN_QUEUE) throw new Error(`GetJob: error ${answer.code}`);
    if (!this.#documents.includes(document)) throw new Error('the document was taken back');
    const stands = answer.ok ? jobStands(answer.values[0] ?? 0) : 'sent';
    // By somebody at the queue, perhaps in its middle.
    if (stands === 'deleted') throw new Error('the document was deleted from the queue');
    if (stands === 'sent') this.#documents = this.#documents.filter((each) => each !== document);
    return stands === 'sent';
  }

  /** What waits in the queue is taken out of it. True: nothing of it had begun to print. */
  async takeBack(): Promise<boolean> {
    const helper = this.handle;
    if (!helper) return false;
    const documents = this.#documents;
    this.#documents = [];
    let untouched = documents.length > 0;
    for (const document of documents) {
      const answer = await helper.ask('cancel', document);
      if (!answer.ok || answer.values[0] !== 0) untouched = false;
    }
    return untouched;
  }

  protected async release(helper: SpoolerHelper): Promise<void> {
    this.#cancelLook();
    helper.stop();
  }

  async #look(helper: SpoolerHelper): Promise<void> {
    const answer = await helper.ask('state');
    if (!this.isOpen(helper)) return;
    if (answer.ok) this.#conditions.emit(spoolerCondition(answer.values[0] ?? 0, answer.values[1] ?? 0));
    else if (answer.code !== HELPER_GONE) return this.failed(helper); // the printer was removed, or its server went away
    const timer = setTimeout(() => void this.#look(helper), LOOK_MS);
    this.#cancelLook = () => clearTimeout(timer);
  }
}

function systemHelper(): HelperProgram | null {
  return process.platform === 'win32' ? powershellHelper() : null;
}
