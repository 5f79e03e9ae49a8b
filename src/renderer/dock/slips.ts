import type { DockDevice, PaperLine } from '../../shared/protocol/demo-contract.ts';

/** A slip with a code on it, as somebody at a window holds it out. */
export interface Slip {
  /** What stands largest on it: a ticket's number. */
  readonly name: string;
  /** The text of its QR code. */
  readonly code: string;
}

const OFFERED = 12;

/** Slips of all printers whose code can be scanned, newest first; one that was printed again is offered once. */
export function slipsIn(devices: readonly DockDevice[]): Slip[] {
  const papers = devices.flatMap((device) => (device.kind === 'printer' ? device.papers : []));
  const slips = new Map<string, Slip>();
  for (const { lines } of papers.toSorted((a, b) => b.at - a.at || b.id - a.id)) {
    const code = lines.find((line) => line.kind === 'qr')?.data;
    const name = largestText(lines);
    if (code && name && !slips.has(code)) slips.set(code, { name, code });
  }
  return [...slips.values()].slice(0, OFFERED);
}

/** The first of the largest lines. */
function largestText(lines: readonly PaperLine[]): string {
  let found = { text: '', size: 0 };
  for (const line of lines) {
    if (line.kind !== 'text' || line.text.trim() === '') continue;
    const size = line.width * line.height;
    if (size > found.size) found = { text: line.text.trim(), size };
  }
  return found.text;
}
