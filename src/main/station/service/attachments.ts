import { type AttachmentPurpose, AttachmentType, attachmentOf, isDetached } from '../../../shared/case/attachments.ts';
import { ATTACHMENT_BYTES, OVER } from '../../../shared/case/types.ts';
import type { Actor, Refusal, RefusalCode } from '../../../shared/intent/decision.ts';
import type { Picture } from '../../../shared/protocol/case-contract.ts';
import { type AttachmentFiles, type AttachmentName, hashOf } from '../store/attachment-files.ts';
import { isFileTrouble } from '../store/disk.ts';
import { AttachmentTransfer } from '../sync/attachment-transfer.ts';
import type { Acted, StationCore } from './core.ts';

/** A picture that shall belong to a case. */
export interface NewPicture {
  readonly bytes: Uint8Array;
  readonly purpose: AttachmentPurpose;
  /** The material it is a page of; null when it is of none. */
  readonly material: string | null;
  /** A signature drawn here, an SVG of our own making: what was signed. Nobody else gives us such a file. */
  readonly drawn?: { readonly what: string; readonly textHash: string };
}

/** Pictures the hall has are kept here so far, so that they are seen again without it; the oldest go first. */
const KEPT_BYTES = 300 * 1024 * 1024;
/** A hall that is away for weeks: then no more are taken, before the disk is full of them. */
const WAITING_BYTES = 4 * 1024 * 1024 * 1024;
const DAY_MS = 86_400_000;
/** Open cases looked through at the start for pictures to be brought here. */
const LOOKED_THROUGH = 200;
/** What its maker has not brought to the hall yet is asked for again after this. */
const AHEAD_AGAIN_MS = 1500;
/** What the hall just said has reached the view by then. */
const AHEAD_SOON_MS = 100;

/**
 * The pictures of cases at a counter: kept here before the case names them, brought to the hall afterwards, and fetched
 * from it when they were made elsewhere.
 */
export class Attachments {
  readonly #core: StationCore;
  readonly #files: AttachmentFiles;
  readonly #transfer: AttachmentTransfer;
  readonly #station: string;
  readonly #log: (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;
  #tidying: Promise<void> | null = null;
  #waitingBytes = 0;
  #keptBytes = 0;
  /** Cases whose pictures are to be brought here before anybody asks. */
  #ahead = new Set<string>();
  #fetchingAhead = false;
  /** Cases of which something was taken away, here or elsewhere. */
  readonly #toErase = new Set<string>();
  #erasing = false;
  #cancelAhead: () => void = () => undefined;
  #closed = false;

  constructor(deps: {
    core: StationCore;
    files: AttachmentFiles;
    station: string;
    log: (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;
  }) {
    const { core, files, station, log } = deps;
    this.#core = core;
    this.#files = files;
    this.#station = station;
    this.#log = log;
    const { link, runtime } = core;
    this.#transfer = new AttachmentTransfer({
      files,
      link,
      handedIn: () => core.handedIn,
      wanted: (name) => !this.#isDetached(name),
      runtime,
      log,
      onHeld: () => {
        if (this.#transfer.waiting === 0) this.#waitingBytes = 0;
        core.changes.changed();
      },
    });
    core.onAttachments({
      heard: (answer) => this.#transfer.heard(answer),
      hallPutBack: () => void this.#offerAll(),
    });
    core.onAdvance(() => this.#transfer.go());
    core.onPictures((named, detached) => {
      for (const id of named) this.#ahead.add(id);
      for (const id of detached) this.#toErase.add(id);
      this.#aheadAfter(AHEAD_SOON_MS);
    });
  }

  /** What waits since an earlier run goes on. */
  async start(): Promise<void> {
    await this.#pickUp();
    for (const id of this.#core.known ? this.#core.cases.open(null, LOOKED_THROUGH) : []) this.#ahead.add(id);
    await this.tidy();
  }

  /** 存入: on this disk when it resolves, and the case names them; the hall gets them when it can. */
  async attach(caseId: string, pictures: readonly NewPicture[], actor: Actor): Promise<Acted> {
    const core = this.#core;
    if (!core.known || !core.state.get('case', caseId)) return no('unknown-case');
    if (this.#waitingBytes > WAITING_BYTES) return no('storage-full');
    const added = pictures.map((picture) => ({
      ...picture,
      mediaType: picture.drawn ? AttachmentType.enum['image/svg+xml'] : mediaTypeOf(picture.bytes),
      hash: hashOf(picture.bytes),
    }));
    if (added.some(({ bytes, mediaType }) => mediaType === null || bytes.length > ATTACHMENT_BYTES))
      return no('attachment-unfit');
    const fresh: AttachmentName[] = [];
    const refuse = async (refusal: Refusal): Promise<Acted> => {
      await Promise.allSettled(fresh.map((name) => this.#files.drop('waiting', name)));
      return { ok: false, refusal };
    };
    try {
      for (const { hash, bytes } of added) {
        const name = { caseId, hash };
        if (Buffer.isBuffer(await this.#files.read(name))) continue;
        await this.#files.put('waiting', name, bytes);
        fresh.push(name);
      }
    } catch (error) {
      if (!isFileTrouble(error)) throw error;
      return refuse({ code: 'storage-full' });
    }
    const attachments = added.map(({ hash, mediaType, bytes, purpose, material, drawn }) => {
      const signed = drawn ? { signed: drawn } : {};
      return { hash, mediaType: mediaType!, bytes: bytes.length, purpose, material, ...signed };
    });
    const acted = core.act('case.attach', { caseId, attachments }, actor);
    if (!acted.ok) return refuse(acted.refusal);
    for (const name of fresh) this.#transfer.add(name);
    for (const { bytes } of pictures) this.#waitingBytes += bytes.length;
    return acted;
  }

  /** Whether the hall does not have it yet, though it was made here. */
  isWaiting(name: AttachmentName): boolean {
    return this.#transfer.isWaiting(name);
  }

  /** A picture of a case, or where it is. */
  async read(caseId: string, hash: string): Promise<Picture> {
    const core = this.#core;
    const name = { caseId, hash };
    const the = core.known ? attachmentOf(core.state.get('case', caseId), hash) : undefined;
    if (!the) return { state: 'lost' };
    const here = await this.#files.read(name).catch(() => null); // then perhaps the hall has it
    if (Buffer.isBuffer(here)) return shown(here, the.mediaType);
    const config = core.state.config();
    if (the.hall !== config.id)
      return {
        state: 'other-hall',
        hall: config.cases?.partners?.find((each) => each.id === the.hall)?.name ?? the.hall,
      };
    const fetched = await this.#transfer.fetch(name);
    if (fetched === 'away') return { state: 'hall-away' };
    if (fetched === 'missing') {
      if (the.stationId === this.#station) return { state: 'lost' };
      const maker = core.state.get('station', the.stationId);
      const window = config.windows.find((each) => each.id === maker?.windowId)?.number ?? null;
      return { state: 'not-yet', window, station: maker?.name ?? the.stationId };
    }
    await this.#keep(name, fetched);
    return this.#isDetached(name) ? { state: 'lost' } : shown(fetched, the.mediaType);
  }

  #isDetached({ caseId, hash }: AttachmentName): boolean {
    return this.#core.known && isDetached(this.#core.state.get('case', caseId), hash);
  }

  /** 取下: the files of pages that were taken away go, once the hall has settled it; what it refuses is seen again. */
  async #erase(): Promise<void> {
    if (this.#erasing || this.#core.packed) return;
    this.#erasing = true;
    try {
      for (const caseId of this.#toErase) {
        if (this.#closed || !this.#core.known || !this.#core.handedIn) break;
        this.#toErase.delete(caseId);
        for (const { hash } of this.#core.state.get('case', caseId)?.detached ?? [])
          if (this.#isDetached({ caseId, hash })) await this.#drop({ caseId, hash });
      }
    } catch {
      this.#log('attachments-not-erased'); // the keeper's disk; `tidy` looks again
    } finally {
      this.#erasing = false;
    }
  }

  async #drop(name: AttachmentName): Promise<void> {
    await this.#files.drop('waiting', name);
    await this.#files.drop('kept', name);
    this.#transfer.forget(name);
  }

  /** Seen all the same when this disk does not take it. */
  async #keep(name: AttachmentName, bytes: Buffer): Promise<void> {
    this.#keptBytes += bytes.length;
    await this.#files.put('kept', name, bytes).catch(() => this.#log('attachment-not-kept'));
    // Taken away while it was coming.
    if (this.#core.handedIn && this.#isDetached(name)) await this.#files.drop('kept', name);
  }

  /**
   * Accepted cases wait for somebody else's decision, perhaps at this counter and when the hall is away: their pictures
   * are brought here while there is a hall, one after the other, each behind whatever a person asked for.
   */
  async #fetchAhead(): Promise<void> {
    const core = this.#core;
    if (this.#fetchingAhead || this.#closed || this.#ahead.size === 0 || !core.known || core.packed) return;
    this.#fetchingAhead = true;
    try {
      for (const caseId of [...this.#ahead]) {
        if (this.#closed || !core.link.online || !core.handedIn || this.#keptBytes > KEPT_BYTES) return;
        if (await this.#fetchCase(caseId)) this.#ahead.delete(caseId);
      }
    } catch {
      this.#log('attachments-unreadable'); // the keeper's disk: whoever looks asks for them then
      this.#ahead.clear();
    } finally {
      this.#fetchingAhead = false;
    }
    if (this.#ahead.size > 0 && !this.#closed) this.#aheadAfter(AHEAD_AGAIN_MS);
  }

  #aheadAfter(ms: number): void {
    this.#cancelAhead();
    this.#cancelAhead = this.#core.runtime.after(ms, () => {
      void this.#erase();
      void this.#fetchAhead();
    });
  }

  /** Whether all pictures of the case are here that are to be. */
  async #fetchCase(caseId: string): Promise<boolean> {
    const core = this.#core;
    const the = core.state.get('case', caseId);
    if (the?.status !== 'accepted') return true;
    let whole = true;
    for (const { hash, hall, stationId } of the.attachments ?? []) {
      const name = { caseId, hash };
      if (hall !== core.state.config().id || stationId === this.#station || (await this.#files.has(name))) continue;
      const fetched = await this.#transfer.fetch(name);
      if (Buffer.isBuffer(fetched)) await this.#keep(name, fetched);
      else whole = false;
      if (fetched === 'away') return false;
    }
    return whole;
  }

  /** Every few seconds: what had to wait is tried again. */
  tick(): void {
    this.#transfer.go();
    void this.#erase();
    void this.#fetchAhead();
  }

  /** Pictures the hall has go: of cases that are over, and the oldest where there are too many; and what was taken away. */
  tidy(): Promise<void> {
    this.#tidying ??= this.#tidy()
      .catch(() => this.#log('attachments-not-tidied')) // tomorrow again
      .finally(() => {
        this.#tidying = null;
      });
    return this.#tidying;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelAhead();
    this.#transfer.close();
    await this.#tidying;
  }

  async #tidy(): Promise<void> {
    const core = this.#core;
    if (!core.known) return;
    if (core.handedIn)
      for (const file of await this.#files.list('waiting')) if (this.#isDetached(file)) await this.#drop(file);
    const files = await this.#files.list('kept');
    let left = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const file of files) {
      if (this.#closed) return;
      const the = core.state.get('case', file.caseId);
      const done = the ? OVER.has(the.status) : Date.now() - file.since > DAY_MS;
      const detached = core.handedIn && this.#isDetached(file);
      if (!done && !detached && left <= KEPT_BYTES) continue;
      await this.#files.drop('kept', file);
      left -= file.bytes;
    }
    this.#keptBytes = left;
  }

  async #pickUp(): Promise<void> {
    try {
      for (const file of await this.#files.list('waiting')) {
        this.#waitingBytes += file.bytes;
        if (!this.#closed) this.#transfer.add(file);
      }
    } catch {
      this.#log('attachments-unreadable'); // the keeper's disk; the next start looks again
    }
  }

  async #offerAll(): Promise<void> {
    try {
      await this.#files.allWaitAgain();
    } catch {
      this.#log('attachments-unreadable');
    }
    await this.#pickUp();
  }
}

function shown(bytes: Buffer, named: string): Picture {
  const mediaType = mediaTypeOf(bytes) ?? (named === 'image/svg+xml' ? named : 'image/jpeg');
  return { state: 'here', mediaType, data: bytes.toString('base64') };
}

/** By its first bytes, whatever somebody said; null when it is neither. */
function mediaTypeOf(bytes: Uint8Array): AttachmentType | null {
  const begins = (...head: number[]) => head.every((byte, i) => bytes[i] === byte);
  if (begins(0xff, 0xd8, 0xff)) return AttachmentType.enum['image/jpeg'];
  return begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) ? AttachmentType.enum['image/png'] : null;
}

function no(code: RefusalCode): Acted {
  return { ok: false, refusal: { code } };
}
