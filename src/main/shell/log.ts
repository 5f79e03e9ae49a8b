/** One line of JSON per event on stderr, where the system's journal keeps it. Technical facts only, never a person's data. */
export function log(event: string, facts: Readonly<Record<string, string | number | boolean | null>> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), from: 'shell', event, ...facts })}\n`);
}
