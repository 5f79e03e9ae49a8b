import { attachmentOf } from '../../shared/case/attachments.ts';
import type { Authority } from '../authority/authority.ts';
import { type HallLine, type HallStore, LOSES_ATTACHMENTS } from '../store/types.ts';

/** Position up to which the journal was looked through; kept, so that a hall that was killed goes on from there. */
const DONE = 'attachments-erased-to';
const LINES = 500;
const KINDS: ReadonlySet<string> = new Set(LOSES_ATTACHMENTS);

/**
 * 取下: the bytes of a page follow its line. What the journal says is done from its first line on that was not looked at,
 * so nothing is forgotten when the hall is killed in between; doing it twice, or by two server processes, is safe.
 */
export class AttachmentEraser {
  readonly #store: HallStore;
  readonly #log: (event: string, facts: Record<string, string | number>) => void;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(
    store: HallStore,
    authority: Authority,
    log: (event: string, facts: Record<string, string | number>) => void,
  ) {
    this.#store = store;
    this.#log = log;
    authority.onAdvance(({ lines }) => {
      if (lines.some(({ intent, refusal }) => refusal === null && KINDS.has(intent.kind))) this.go();
    });
  }

  /** Looks through what is new; what fails (a disk, a database that is away) is tried again with the next call. */
  go(): void {
    this.#again = true;
    this.#running ??= this.#run()
      .catch((error: unknown) =>
        this.#log('attachments-not-erased', { error: error instanceof Error ? error.message : 'unknown' }),
      )
      .finally(() => {
        this.#running = null;
        if (this.#again) this.go(); // asked for in the moment between
      });
  }

  async close(): Promise<void> {
    this.#again = false;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const done = Number((await this.#store.getSetting(DONE)) ?? 0);
      const lines = await this.#store.linesThatDetach(done, LINES);
      const last = lines.at(-1);
      if (!last) continue;
      for (const caseId of new Set(lines.map(caseOf))) await this.#eraseUnnamed(caseId);
      await this.#store.setSetting(DONE, String(last.position));
      this.#again ||= lines.length === LINES;
    }
  }

  /** What the case claimed and names no more, as its record stands now. */
  async #eraseUnnamed(caseId: string): Promise<void> {
    const claimed = await this.#store.claimedBy(caseId);
    if (claimed.length === 0) return;
    const [found] = await this.#store.records([{ type: 'case', id: caseId }]);
    const the = found?.type === 'case' ? found.body : null;
    for (const hash of claimed) {
      if (attachmentOf(the, hash)) continue;
      await this.#store.giveUpAttachment(hash, caseId);
      this.#log('attachment-erased', {});
    }
  }
}

function caseOf({ intent }: HallLine): string {
  const body = intent.body as { caseId?: string; the?: { id: string } };
  return body.caseId ?? body.the?.id ?? '';
}
