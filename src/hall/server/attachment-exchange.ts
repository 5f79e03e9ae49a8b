import { attachmentOf } from '../../shared/case/attachments.ts';
import type { Attachment } from '../../shared/case/types.ts';
import { type AttachmentAnswer, type AttachmentWord, PIECE_BYTES } from '../../shared/protocol/link.ts';
import { type Sight, seesCase } from '../feed/visible.ts';
import { isOf } from '../store/attachment-files.ts';
import { isDiskTrouble } from '../store/disk.ts';
import type { HallStore } from '../store/types.ts';

interface Deps {
  readonly store: Pick<HallStore, 'records' | 'attachment' | 'putAttachment' | 'claimAttachment' | 'giveUpAttachment'>;
  /** What the station may see: it brings and takes the attachments of no other cases. */
  readonly sight: Sight;
  readonly send: (answer: AttachmentAnswer) => void;
  readonly log: (event: string, facts: Record<string, string | number>) => void;
  readonly onDiskTrouble: () => void;
}

/** What one connection is bringing, as far as it is here. */
interface Coming {
  readonly hash: string;
  readonly caseId: string;
  readonly bytes: Buffer;
  have: number;
}

/** The last attachment that was asked for: its next piece will be, too. */
interface Going {
  readonly hash: string;
  readonly caseId: string;
  readonly bytes: Buffer;
}

/**
 * The bytes of attachments over one station's connection, one at a time each way (docs/protocol.md, Attachments). Only
 * what a case of the hall's records names is taken or given. Kept means on the disk, and that the hash fits.
 */
export class AttachmentExchange {
  readonly #deps: Deps;
  #coming: Coming | null = null;
  #going: Going | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async receive(word: AttachmentWord): Promise<void> {
    switch (word.t) {
      case 'offer':
        return await this.#offer(word.hash, word.caseId);
      case 'piece':
        return await this.#piece(word.hash, word.at, word.data);
      case 'fetch':
        return await this.#fetch(word.hash, word.caseId, word.at);
    }
  }

  async #offer(hash: string, caseId: string): Promise<void> {
    const { store, send } = this.#deps;
    this.#coming = null;
    const named = await this.#named(hash, caseId);
    if (!named) return send({ t: 'wanted', hash, from: null });
    // Before looking: from here on nobody erases what is found.
    if (!(await this.#written(() => store.claimAttachment(hash, caseId)))) return;
    const there = await store.attachment(hash);
    if (there) return send({ t: 'wanted', hash, from: there.length });
    this.#coming = { hash, caseId, bytes: Buffer.alloc(named.bytes), have: 0 };
    send({ t: 'wanted', hash, from: 0 });
  }

  /** A piece that does not follow the last one is nobody's: the station offers again when it hears nothing. */
  async #piece(hash: string, at: number, data: string): Promise<void> {
    const coming = this.#coming;
    if (coming?.hash !== hash || at !== coming.have) return;
    const piece = Buffer.from(data, 'base64');
    if (piece.length === 0 || at + piece.length > coming.bytes.length) return;
    piece.copy(coming.bytes, at);
    coming.have += piece.length;
    if (coming.have === coming.bytes.length) {
      this.#coming = null;
      if (!isOf(hash, coming.bytes)) {
        this.#deps.log('attachment-spoilt', {});
        return;
      }
      if (!(await this.#written(() => this.#deps.store.putAttachment(hash, coming.bytes)))) return;
      // Taken away while it was coming: whoever erased it looked too early.
      if (!(await this.#named(hash, coming.caseId))) {
        await this.#deps.store.giveUpAttachment(hash, coming.caseId);
        return this.#deps.send({ t: 'wanted', hash, from: null });
      }
    }
    this.#deps.send({ t: 'wanted', hash, from: coming.have });
  }

  /** False when the disk does not take it: nothing is answered, and the station tries again. */
  async #written(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch (error) {
      if (isDiskTrouble(error)) this.#deps.onDiskTrouble();
      this.#deps.log('attachment-not-kept', { error: error instanceof Error ? error.message : 'unknown' });
      return false;
    }
  }

  async #fetch(hash: string, caseId: string, at: number): Promise<void> {
    const { send } = this.#deps;
    if (this.#going?.hash !== hash || this.#going.caseId !== caseId) {
      const bytes = (await this.#named(hash, caseId)) ? await this.#deps.store.attachment(hash) : null;
      this.#going = bytes && { hash, caseId, bytes };
    }
    const bytes = this.#going?.bytes;
    if (!bytes || at >= bytes.length) return send({ t: 'missing', hash });
    const data = bytes.subarray(at, at + PIECE_BYTES);
    if (at + data.length === bytes.length) this.#going = null;
    send({ t: 'piece', hash, at, bytes: bytes.length, data: data.toString('base64') });
  }

  async #named(hash: string, caseId: string): Promise<Attachment | undefined> {
    const { store, sight } = this.#deps;
    if (!sight.types.has('case')) return undefined;
    const [found] = await store.records([{ type: 'case', id: caseId }]);
    const the = found?.type === 'case' ? found.body : null;
    return the && seesCase(sight, the) ? attachmentOf(the, hash) : undefined;
  }
}
