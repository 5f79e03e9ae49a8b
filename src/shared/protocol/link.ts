import { z } from 'zod';
import { ATTACHMENT_BYTES } from '../case/types.ts';
import { REFUSAL_CODES } from '../intent/decision.ts';
import { JournalLine } from '../intent/envelope.ts';
import { WireRecord } from '../intent/records.ts';
import { QueueHead } from '../queue/types.ts';
import { CHANGES_LIMIT, DeviceChange, DeviceReport, RebuiltReport } from './device-report.ts';
import { LinkRole, Role } from './role.ts';

/**
 * The conversation between a station and the hall: JSON messages over one WebSocket, told in docs/protocol.md.
 *
 *   hall     challenge                 here is a nonce to sign, and what I speak
 *   station  hello                     who I am, signed; where my journal and my copy of the records end
 *   hall     welcome | refused
 *   station  recall*                   my journal was made again from copies: give me my lines back after this one
 *   hall     recalled*                 here they are, in order
 *   station  push*                     my next intents, in order of their numbers
 *   station  pull*                     I missed something: again from here
 *   hall     advance*                  records that changed, and how far your intents are settled
 *   hall     dispensers*               where else tickets are printed now, for a dispenser
 *   station  offer, piece*              the bytes of an attachment the hall's records name, a piece at a time
 *   hall     wanted*                   from this byte on; at its end: they are kept
 *   station  fetch*                    a piece of an attachment that was made elsewhere
 *   hall     piece* | missing          here it is; or nobody has brought it yet
 *   station  report*                   devices and waiting intents, for the people who keep the hall
 */
export const PROTOCOL_VERSION = 2;

export { LinkRole, Role };

/** Most intents in one push, and most records in one advance while catching up. */
export const PUSH_LIMIT = 500;
export const PAGE_LIMIT = 1000;
/** More queues and days than any hall has. */
const NUMBERS_LIMIT = 1000;

/** Most bytes of an attachment in one message: other messages wait behind no more than this. */
export const PIECE_BYTES = 24 * 1024;

const AttachmentHash = z.string().regex(/^[0-9a-f]{64}$/);
const PieceData = z.base64().max(Math.ceil(PIECE_BYTES / 3) * 4);

export const REFUSED_REASONS = [
  'protocol-too-old',
  'protocol-too-new',
  'other-hall',
  'not-enrolled',
  'code-not-valid',
  'key-unknown',
  'signature-wrong',
  'revoked',
  'roles-not-enrolled',
  'window-not-enrolled',
  'journal-behind',
  'malformed',
] as const;
export type RefusedReason = (typeof REFUSED_REASONS)[number];

/**
 * Why there is no line until a person acts: refused by the hall, or by the station itself, which says nothing to a hall
 * that proves itself with a key it does not know, or of which it was told none.
 */
export const LINK_TROUBLES = [...REFUSED_REASONS, 'hall-key-wrong', 'hall-key-unknown'] as const;
export type LinkTrouble = (typeof LINK_TROUBLES)[number];

/**
 * Where a dispenser stands; `area`: its id in the hall's file, null when nobody said. `id`: the station's, empty from
 * a hall that did not tell it yet.
 */
export const DispenserPlace = z.object({
  id: z.string().default(''),
  name: z.string(),
  area: z.string().nullable(),
});
export type DispenserPlace = z.infer<typeof DispenserPlace>;

export const FromHall = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('challenge'),
    protocol: z.number().int(),
    hall: z.string(),
    nonce: z.string(),
  }),
  z.object({
    t: z.literal('welcome'),
    /** Number of the last intent of this station the hall has; the next push starts one above. */
    lastSeq: z.number().int(),
    /** Hash of that line: a station whose line of that number is another is not the one that handed it in. */
    settledHash: z.string().optional(),
    position: z.number().int(),
    /** The station's copy is not of the hall's history (the hall was put back from an older copy): everything comes anew. */
    anew: z.boolean().optional(),
    /** Another machine had the station's name: this one takes its journal over before it states anything (`recall`). */
    adopts: z.boolean().optional(),
    /** Secret of the hall that keys the hashes of persons (TicketPerson.key); stays in the station's encrypted database. */
    personKey: z.string().min(32),
    /** It takes and gives the bytes of attachments. */
    attachments: z.boolean().optional(),
    /** Keys the hall is to be known by over TLS from now on; none when it serves its own machine only. */
    pins: z.array(z.string()).default([]),
    time: z.number(),
  }),
  z.object({ t: z.literal('refused'), reason: z.enum(REFUSED_REASONS), detail: z.string() }),
  z.object({
    t: z.literal('advance'),
    /** The position these records follow on; a copy that stands elsewhere missed something and pulls. */
    from: z.number().int(),
    /** The hall's position after these records; ask from here next time. */
    to: z.number().int(),
    records: z.array(WireRecord),
    /** Hash of the hall's journal line at `to`, where it is known: the station names it with its cursor next time. */
    hash: z.string().optional(),
    /**
     * Further records of types that are loaded when needed, many at a time, for a station that takes them so: base64 of
     * a raw deflate (RFC 1951) of the JSON of an array like `records`. A record stands in one of the two only.
     */
    packs: z.array(z.string()).optional(),
    /** More pages follow at once: not yet a consistent whole. */
    more: z.boolean(),
    /**
     * The records are what the lines above this number did and nothing else, where `from` is `to`: who knows of fewer
     * lines as settled missed something and pulls, who knows of more has newer records already.
     */
    after: z.number().int().optional(),
    /** Own intents up to this number are settled, and what they did is in the records up to here. */
    settled: z.number().int(),
    /** Hash of the intent of that number, as in `welcome`. */
    settledHash: z.string().optional(),
    /** Of those, the ones that were refused. */
    refusals: z.array(
      z.object({
        seq: z.number().int(),
        code: z.enum(REFUSAL_CODES),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    ),
    time: z.number(),
  }),
  /** Dispensers other than this station that can print tickets now, for a dispenser that asked to know. */
  z.object({ t: z.literal('dispensers'), list: z.array(DispenserPlace) }),
  /** The push did not start where the hall stands: send again from here. */
  z.object({ t: z.literal('gap'), expected: z.number().int() }),
  /**
   * An offer's answer, and a piece's: bytes are wanted from `from` on; all of them are kept when it is their number. Null:
   * no case names them, at least not yet.
   */
  z.object({ t: z.literal('wanted'), hash: AttachmentHash, from: z.number().int().min(0).nullable() }),
  /** Of an attachment of `bytes` bytes, those from `at` on; base64. */
  z.object({
    t: z.literal('piece'),
    hash: AttachmentHash,
    at: z.number().int().min(0),
    bytes: z.number().int().min(1).max(ATTACHMENT_BYTES),
    data: PieceData,
  }),
  /** The hall does not have its bytes. */
  z.object({ t: z.literal('missing'), hash: AttachmentHash }),
  /** Lines of this station from the hall's journal, as the station once sealed them. */
  z.object({ t: z.literal('recalled'), lines: z.array(JournalLine) }),
]);

export const FromStation = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('hello'),
    protocol: z.number().int(),
    hall: z.string().nullable(),
    station: z.string(),
    name: z.string(),
    roles: z.array(LinkRole).min(1),
    /** The window of the hall it stands at; null for stations of none. */
    window: z.string().nullable().default(null),
    version: z.string(),
    publicKey: z.string(),
    /** Ed25519 over `proofText`; base64. */
    signature: z.string(),
    /** One-time code, only the first time. */
    enrolCode: z.string().nullable(),
    cursor: z.number().int(),
    /** Hash of the hall's journal line at `cursor`, when the station was told it. */
    cursorHash: z.string().optional(),
    /** Its database was made again from copies that may lack its last lines: it asks the hall before it goes on. */
    recovers: z.boolean().optional(),
    lastSeq: z.number().int(),
    /** Hash of that line; left out before the first. */
    lastHash: z.string().optional(),
    /** How far the numbers of each queue are given out, by its copy: a hall that was put back learns it from there. */
    numbers: z.array(QueueHead).max(NUMBERS_LIMIT).default([]),
    /** Number of the last intent the station knows to be settled. */
    settled: z.number().int(),
    /** Whether it takes `packs`. */
    packs: z.boolean().default(false),
    /** Whether it wants to know of `dispensers`. */
    dispensers: z.boolean().default(false),
  }),
  z.object({ t: z.literal('pull'), cursor: z.number().int(), settled: z.number().int() }),
  /** At most `PUSH_LIMIT` lines with numbers above `after` come back in `recalled`. */
  z.object({ t: z.literal('recall'), after: z.number().int().min(0) }),
  /** Bytes of an attachment of this case are here; one at a time. */
  z.object({ t: z.literal('offer'), hash: AttachmentHash, caseId: z.string() }),
  z.object({ t: z.literal('piece'), hash: AttachmentHash, at: z.number().int().min(0), data: PieceData }),
  /** Wants bytes of an attachment of this case from `at` on. */
  z.object({ t: z.literal('fetch'), hash: AttachmentHash, caseId: z.string(), at: z.number().int().min(0) }),
  z.object({ t: z.literal('push'), intents: z.array(JournalLine).min(1).max(PUSH_LIMIT) }),
  z.object({
    t: z.literal('report'),
    devices: z.array(DeviceReport),
    /** What became of them since the last report, and after a connection again all that is known; each is kept once. */
    changes: z.array(DeviceChange).max(CHANGES_LIMIT).default([]),
    pending: z.number().int(),
    refused: z.number().int().default(0),
    /** The area it stands in, or shows. */
    area: z.string().nullable().default(null),
    /** Its database was made again within a day. */
    rebuilt: RebuiltReport.nullable().default(null),
    time: z.number(),
  }),
]);

export type FromHall = z.infer<typeof FromHall>;
export type FromStation = z.infer<typeof FromStation>;

/** What is said of the bytes of attachments, by the station and by the hall. */
export type AttachmentWord = Extract<FromStation, { t: 'offer' | 'piece' | 'fetch' }>;
export type AttachmentAnswer = Extract<FromHall, { t: 'wanted' | 'piece' | 'missing' }>;

/** The channel of a connection in plain, on one machine. Over TLS it is the pin of the key the hall showed. */
export const PLAIN = 'plain';

/**
 * The text a station signs to prove itself: bound to this connection's nonce, this hall, its own name, and the key at
 * the other end, so that nobody between them can hand it on.
 */
export function proofText(nonce: string, hall: string, station: string, channel: string): string {
  return `onewindow-hello-2\n${nonce}\n${hall}\n${station}\n${channel}`;
}
