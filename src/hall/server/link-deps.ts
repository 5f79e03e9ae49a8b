import type { DeviceChange } from '../../shared/protocol/device-report.ts';
import type { RefusedReason } from '../../shared/protocol/link.ts';
import type { QueueHead } from '../../shared/queue/types.ts';
import type { Authority } from '../authority/authority.ts';
import type { Feed, SharedRecords } from '../feed/feed.ts';
import type { HallStore } from '../store/types.ts';
import type { Admission, Enrolment } from './enrolment.ts';

export type Admitted = Extract<Admission, { ok: true }>;

/** `Link`: the connection, as the hall sees it. */
export interface LinkDeps<Link> {
  readonly authority: Authority;
  readonly feed: Feed;
  readonly store: HallStore;
  readonly enrolment: Enrolment;
  readonly personKey: string;
  /** Keys the hall is and will be known by. */
  readonly pins: readonly string[];
  readonly log: (event: string, facts: Record<string, string | number>) => void;
  /** The station is enrolled, now or before; resolves when the hall's records say so. */
  readonly onAdmitted: (admitted: Admitted, window: string | null) => Promise<void>;
  /** How far its copy of the hall says numbers are given out, and whether that copy is not of this hall's history. */
  readonly onCopy: (station: string, numbers: readonly QueueHead[], anew: boolean) => Promise<void>;
  /** The station proved itself and stands in line from now on. */
  readonly onJoined: (link: Link) => void;
  /** The disk does not take what the hall has to write. */
  readonly onDiskTrouble: () => void;
  readonly onReport: (link: Link, changes: readonly DeviceChange[]) => void;
  /** Somebody dialled under this name, or stood in line, and was refused. */
  readonly onRefused: (station: string, reason: RefusedReason) => void;
  readonly onGone: (link: Link) => void;
}

/** The station's end of the wire; nothing is sent after it closed. */
export interface LinkSocket {
  /** What the station's proof must be sealed with: `plain`, or the pin of the key the hall showed. */
  readonly channel: string;
  send(text: string): void;
  /** One message: a beginning that many stations get, and this one's end of it. */
  sendShared(records: SharedRecords, end: string): void;
  /** Bytes that were sent and are not on the wire yet. */
  unsent(): number;
  close(): void;
}
