import type { JournalLine } from '../../../shared/intent/envelope.ts';
import type {
  AttachmentAnswer,
  DispenserPlace,
  FromHall,
  FromStation,
  LinkRole,
  RefusedReason,
} from '../../../shared/protocol/link.ts';
import type { QueueHead } from '../../../shared/queue/types.ts';
import type { HallKey } from './hall-key.ts';
import type { StationIdentity } from './identity.ts';

export type StationTold = Omit<Extract<FromStation, { t: 'report' }>, 't' | 'time'>;
export type Advance = Extract<FromHall, { t: 'advance' }>;

/** What the link needs of the station, and what it tells it. */
export interface LinkOwner {
  readonly cursor: () => number;
  /** Hash of the hall's journal at the cursor, when it was told. */
  readonly cursorHash: () => string | null;
  /** The journal was made again from copies and may lack its last lines. */
  readonly recovers: () => boolean;
  readonly lastSeq: () => number;
  /** Hash of that line; null before the first. */
  readonly lastHash: () => string | null;
  readonly settledSeq: () => number;
  /** How far the numbers of each queue are given out, by the station's copy. */
  readonly numbers: () => QueueHead[];
  readonly hallId: () => string | null;
  /** Lines after a number, oldest first: unsettled ones, or any when the hall has lost some. */
  readonly pendingAfter: (seq: number) => readonly JournalLine[];
  /** `connection`: another number for each. */
  readonly report: (connection: number) => StationTold;
  readonly onAdvance: (advance: Advance) => void;
  /** This machine goes on with the journal of the one before it; false when that could not be kept. */
  readonly adopt: () => boolean;
  /** Where the station's own journal ends at the hall. */
  readonly onWelcome: (lastSeq: number) => void;
  /** Whether the hall's line of this number is the station's own; another machine with its name may have handed it in. */
  readonly isOwn: (seq: number, hash: string | undefined) => boolean;
  readonly onRefused: (reason: RefusedReason) => void;
  /** Own lines that were asked for. */
  readonly onRecalled: (lines: readonly JournalLine[]) => void;
  /** Where else tickets are printed now. */
  readonly onDispensers: (list: readonly DispenserPlace[]) => void;
  /** What the hall says of the bytes of attachments. */
  readonly onAttachment: (answer: AttachmentAnswer) => void;
  readonly onState: () => void;
  /** The hall stands before the station's copy of it: it was put back from an older one. */
  readonly onHallPutBack: () => void;
  readonly onHallTime: (time: number) => void;
  readonly onPersonKey: (key: string) => void;
  /** The hall named the keys it is to be known by. */
  readonly onPins: (pins: readonly string[]) => void;
}

export interface LinkOptions {
  /** Addresses of the hall, in the order they are tried; when one is dead the next is. At least one. */
  readonly urls: readonly string[];
  readonly station: string;
  readonly name: string;
  readonly roles: readonly LinkRole[];
  readonly window: string | null;
  readonly version: string;
  readonly hallKey: HallKey;
  readonly identity: StationIdentity;
  readonly log: (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;
}
