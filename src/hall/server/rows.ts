import { isUsable } from '../../shared/device/health.ts';
import { HALL_STATION } from '../../shared/intent/registry.ts';
import type { HallState } from '../../shared/intent/state.ts';
import type { DispenserPlace } from '../../shared/protocol/link.ts';
import type { RecentRows, StationRows } from '../../shared/views/desk.ts';
import { intentParams } from '../../shared/views/intent-row.ts';
import type { Authority } from '../authority/authority.ts';
import type { HallLine, StationReport, StationRow } from '../store/types.ts';

type Row = StationRows[number];

interface Where {
  /** Its connection to this server process. */
  readonly link: (id: string) => { readonly since: number; stationReport(): StationReport } | undefined;
  readonly isElsewhere: (row: StationRow) => boolean;
}

/** What is known of stations beside their rows in the store. */
interface Known extends Where {
  readonly turnedAway: (id: string) => Row['turnedAway'];
  readonly troubles: (row: StationRow) => Row['troubles'];
}

/** The stations of the hall as its keeper sees them, by name. */
export function stationRows(stations: Iterable<StationRow>, authority: Authority, known: Known): StationRows {
  const rows: StationRows = [];
  for (const row of stations) {
    if (row.id === HALL_STATION) continue;
    const link = known.link(row.id);
    const elsewhere = link === undefined && known.isElsewhere(row);
    const report = link ? link.stationReport() : row.report;
    rows.push({
      id: row.id,
      name: row.name,
      roles: [...row.roles],
      connected: link !== undefined || elsewhere,
      since: link?.since ?? (elsewhere ? row.since : row.seenAt),
      pending: report?.pending ?? 0,
      refused: report?.refused ?? 0,
      // Elsewhere it is brought up to date as it goes; the last note only is a little older.
      behind: elsewhere || !report ? 0 : Math.max(0, authority.position - report.cursor),
      turnedAway: known.turnedAway(row.id),
      rebuilt: report?.rebuilt ?? null,
      revoked: authority.state.get('station', row.id)?.revoked === true,
      lastSeq: authority.settled(row.id),
      devices: [...(report?.devices ?? [])],
      troubles: known.troubles(row),
      version: row.version,
    });
  }
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Where tickets are printed now, by station. */
export function dispenserPlaces(stations: Iterable<StationRow>, where: Where): Map<string, DispenserPlace> {
  const places = new Map<string, DispenserPlace>();
  for (const row of stations) {
    const link = where.link(row.id);
    if (!row.roles.includes('dispenser') || !(link || where.isElsewhere(row))) continue;
    const report = link ? link.stationReport() : row.report;
    const printer = report?.devices.find(({ device }) => device === 'ticketPrinter');
    if (printer && isUsable(printer.health))
      places.set(row.id, { id: row.id, name: row.name, area: report?.area ?? null });
  }
  return places;
}

/** Numbers set aside or skipped, queue by queue: the desk says in one sentence what there is to say of it. */
const NO_NEWS: ReadonlySet<string> = new Set(['range.grant', 'queue.skip']);

/** The newest lines of the journal. */
export function recentRows(lines: readonly HallLine[], state: HallState): RecentRows {
  return lines
    .filter((line) => line.intent.station !== HALL_STATION || !NO_NEWS.has(line.intent.kind))
    .map((line) => ({
      position: line.position,
      kind: line.intent.kind,
      station: line.intent.station,
      at: line.intent.at,
      params: { ...intentParams(state, line.intent.body) },
      refusal: line.refusal ? { code: line.refusal.code, params: line.refusal.params } : null,
    }));
}
