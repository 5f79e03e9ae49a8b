import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readHall } from './read-sqlite.ts';
import { verifyJournal } from './verify.ts';

export const VERIFY_HELP = `Reads a hall's journal from its first line and says whether it is whole.

  npm run verify-journal -- --data DIR [--json]

Finds lines that were changed, taken out, put in or moved, and records that are not what the journal tells.
Ends with 0 when all is well, 1 when something was found, 2 when it could not be read.
`;

const SHOWN = 50;

/** Returns the exit code. */
export function verifyCommand(argv: readonly string[]): number {
  let values: { data?: string; json?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: { data: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }));
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
  if (values.help) {
    process.stdout.write(VERIFY_HELP);
    return 0;
  }
  if (!values.data) return problem('--data: expected the folder of a hall');
  const file = join(values.data, 'hall.db');
  try {
    const report = readHall(file, (hall) => verifyJournal(hall.lines, hall.records, hall));
    const { findings, lines, records } = report;
    if (values.json) process.stdout.write(`${JSON.stringify({ verifyJournal: true, lines, records, findings })}\n`);
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
  } catch (error) {
    return problem(`${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

function problem(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}
