import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readPlace } from '../options.ts';
import { openTrouble, shownUrl } from '../store/postgres-connect.ts';
import { verifyDatabase } from './read-postgres.ts';
import { readHall } from './read-sqlite.ts';
import { type Report, verifyJournal } from './verify.ts';

export const VERIFY_HELP = `Reads a hall's journal from its first line and says whether it is whole.

  npm run verify-journal -- --data DIR [--json]
  npm run verify-journal -- --database-url URL [--hall-id ID] [--json]

Finds lines that were changed, taken out, put in or moved, and records that are not what the journal tells.
Ends with 0 when all is well, 1 when something was found, 2 when it could not be read.
`;

const SHOWN = 50;

/** Returns the exit code. */
export async function verifyCommand(argv: readonly string[]): Promise<number> {
  let values: { data?: string; 'database-url'?: string; 'hall-id'?: string; json?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        'database-url': { type: 'string' },
        'hall-id': { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
  if (values.help) {
    process.stdout.write(VERIFY_HELP);
    return 0;
  }
  const place = readPlace(values.data, values['database-url'], values['hall-id']);
  if (typeof place === 'string') return problem(place);
  const file = place.kind === 'folder' ? join(place.data, 'hall.db') : shownUrl(place.url);
  try {
    const report =
      place.kind === 'folder'
        ? readHall(file, (hall) => verifyJournal(hall.lines, hall.records, hall))
        : await verifyDatabase(place.url, place.hallId);
    return tell(report, values.json === true);
  } catch (error) {
    const reason = openTrouble(error)?.reason ?? (error instanceof Error ? error.message : String(error));
    return problem(`${file}: cannot be read (${reason})`);
  }
}

function tell({ findings, lines, records }: Report, json: boolean): number {
  if (json) process.stdout.write(`${JSON.stringify({ verifyJournal: true, lines, records, findings })}\n`);
  else {
    for (const { position, what } of findings.slice(0, SHOWN)) {
      process.stdout.write(position === null ? `${what}\n` : `line ${position}: ${what}\n`);
    }
    process.stdout.write(
      findings.length === 0
        ? `whole: ${lines} lines, ${records} records\n`
        : `${findings.length} findings in ${lines} lines\n`,
    );
  }
  return findings.length === 0 ? 0 : 1;
}

function problem(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}
