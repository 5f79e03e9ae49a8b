import { readFileSync } from 'node:fs';
import { type FrameTableResult, parseFrameTable } from './table.ts';

/** Reads a frame table; problems name the file and the place. */
export function readFrameTable(file: string): FrameTableResult {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)));
  } catch (error) {
    return { ok: false, problems: [`${file}: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const result = parseFrameTable(json);
  return result.ok ? result : { ok: false, problems: result.problems.map((problem) => `${file}: ${problem}`) };
}
