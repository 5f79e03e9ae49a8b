import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Kept = z.object({
  /** By business day and queue: the first number that was never granted. */
  granted: z.record(z.string(), z.record(z.string(), z.number().int())),
  /** Stations that are put out, and since when (ms since 1970). */
  revoked: z.record(z.string(), z.number()),
});
type Kept = z.infer<typeof Kept>;

/** What a hall must still know when its database is put back from an older copy. */
export interface HallMarks {
  /** The first number of a queue that was never granted to any dispenser that day; 0 when none was. */
  grantedUpTo(day: string, queueId: string): number;
  readonly revoked: ReadonlyMap<string, number>;
  /** On the disk when it returns. Throws what the disk says; then it is kept in memory, and written with the next. */
  note(news: MarkNews): void;
}

export interface MarkNews {
  readonly granted?: readonly { readonly day: string; readonly queueId: string; readonly next: number }[];
  /** Station to when it was put out; null when it was let in again. */
  readonly revoked?: ReadonlyMap<string, number | null>;
  /** Earlier days are forgotten. */
  readonly firstDay?: string;
}

export const MARKS_FILE = 'hall.marks';

/**
 * Beside the database and not in it: an older copy put back in its place would otherwise grant a block of numbers a
 * second time, to another dispenser, and let in a station that was put out since.
 */
export class MarksFile implements HallMarks {
  readonly #file: string;
  readonly #kept: Kept;
  #unwritten = false;

  /** `onUnreadable`: the file is there and is none; what it told is not known, and it is begun anew. */
  constructor(dataDir: string, onUnreadable: () => void) {
    this.#file = join(dataDir, MARKS_FILE);
    this.#kept = read(this.#file, onUnreadable);
  }

  grantedUpTo(day: string, queueId: string): number {
    return this.#kept.granted[day]?.[queueId] ?? 0;
  }

  get revoked(): ReadonlyMap<string, number> {
    return new Map(Object.entries(this.#kept.revoked));
  }

  note({ granted = [], revoked = new Map(), firstDay = '' }: MarkNews): void {
    const { granted: days, revoked: out } = this.#kept;
    let changed = this.#unwritten;
    for (const { day, queueId, next } of granted) {
      if (day < firstDay || next <= this.grantedUpTo(day, queueId)) continue;
      days[day] = { ...days[day], [queueId]: next };
      changed = true;
    }
    for (const [station, at] of revoked) {
      if ((out[station] === undefined) === (at === null)) continue;
      if (at === null) delete out[station];
      else out[station] = at;
      changed = true;
    }
    if (!changed) return;
    for (const day of Object.keys(days)) if (day < firstDay) delete days[day];
    this.#unwritten = true;
    this.#write();
    this.#unwritten = false;
  }

  #write(): void {
    const fresh = `${this.#file}.new`;
    rmSync(fresh, { force: true });
    const fd = openSync(fresh, 'wx', 0o600);
    try {
      writeFileSync(fd, JSON.stringify(this.#kept));
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(fresh, this.#file);
    flushFolder(join(this.#file, '..'));
  }
}

function read(file: string, onUnreadable: () => void): Kept {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { granted: {}, revoked: {} };
  }
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    onUnreadable();
    return { granted: {}, revoked: {} };
  }
}

/** A name is on the disk when its folder is; Windows has no such thing, and keeps names with the file. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
