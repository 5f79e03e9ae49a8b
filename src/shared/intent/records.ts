import { z } from 'zod';
import { Case, CaseDay, CaseNumber, CaseProgress } from '../case/types.ts';
import { HallConfig } from '../catalogue/types.ts';
import { Evaluation } from '../evaluation/types.ts';
import { Pairing } from '../pad/types.ts';
import { HelpCall, NumberRange, QueueDay, Service, StationRecord, Ticket, WindowState } from '../queue/types.ts';
import { StaffPin } from '../staff/types.ts';

/** Every kind of record a hall keeps. A record is addressed by (type, id); `day` is empty for what outlives a day. */
export const RECORD_SCHEMAS = {
  config: HallConfig,
  ticket: Ticket,
  window: WindowState,
  queueDay: QueueDay,
  range: NumberRange,
  service: Service,
  evaluation: Evaluation,
  help: HelpCall,
  pairing: Pairing,
  station: StationRecord,
  staffPin: StaffPin,
  case: Case,
  caseNumber: CaseNumber,
  caseProgress: CaseProgress,
  caseDay: CaseDay,
} as const;

/**
 * Loaded when an intent names them in `touches`, and never all held in memory: there may be millions. Every other type
 * is resident: the hall and every station that gets it hold all of it, and decisions may walk through it.
 */
export const ON_DEMAND = ['case', 'caseNumber', 'caseProgress', 'caseDay'] as const satisfies readonly RecordType[];
export type OnDemandType = (typeof ON_DEMAND)[number];

export type RecordType = keyof typeof RECORD_SCHEMAS;
export type ResidentType = Exclude<RecordType, OnDemandType>;
export const RESIDENT_TYPES = (Object.keys(RECORD_SCHEMAS) as RecordType[]).filter(
  (type) => !isOnDemand(type),
) as ResidentType[];
export type RecordBody<T extends RecordType> = z.infer<(typeof RECORD_SCHEMAS)[T]>;

export interface RecordKey {
  readonly type: RecordType;
  readonly id: string;
}

export function isOnDemand(type: string): type is OnDemandType {
  return (ON_DEMAND as readonly string[]).includes(type);
}

/** One record as it stands after a change; a body of null takes it away. */
export type RecordChange = {
  [T in RecordType]: { readonly type: T; readonly id: string; readonly body: RecordBody<T> | null };
}[RecordType];

/** The same as it travels from the hall: bodies were validated when they were decided, and are checked again on arrival. */
export const WireRecord = z.object({
  /** A name this program does not know is a newer hall's; such a record is left out. */
  type: z.string(),
  id: z.string(),
  body: z.unknown(),
});
export type WireRecord = z.infer<typeof WireRecord>;

function isRecordType(name: string): name is RecordType {
  return Object.hasOwn(RECORD_SCHEMAS, name);
}

export function recordDay(change: RecordChange): string {
  const body = change.body as { day?: string } | null;
  return body?.day ?? '';
}

/** Records of types this program does not know are left out. Throws on a body that does not fit its schema. */
export function readRecords(wires: readonly WireRecord[]): RecordChange[] {
  return wires.map(readRecord).filter((change) => change !== null);
}

function readRecord(wire: WireRecord): RecordChange | null {
  if (!isRecordType(wire.type)) return null;
  const body = wire.body === null ? null : RECORD_SCHEMAS[wire.type].parse(wire.body);
  return { type: wire.type, id: wire.id, body } as RecordChange;
}
