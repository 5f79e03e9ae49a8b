import { z } from 'zod';

const Session = z.object({
  paired: z.boolean(),
  windowNumber: z.number(),
  hallName: z.string(),
  hallNameEn: z.string(),
});
export type Session = z.infer<typeof Session>;

/** Nobody waits longer in front of a tablet. */
const PATIENCE_MS = 2_500;

/** Whether this tablet is the pad of the window whose station serves the page; null when nobody answers now. */
export async function askSession(): Promise<Session | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(new URL('../session', location.href), { cache: 'no-store', signal });
    return response.ok ? Session.parse(await response.json()) : null;
  } catch {
    return null;
  }
}

const Refused = z.object({ why: z.enum(['wrong', 'too-often', 'full', 'not-now']) });
export type NotPaired = z.infer<typeof Refused>['why'];

/** Says the code; the token that is given for it is kept by the browser, out of this page's reach. */
export async function pairWith(code: string): Promise<'paired' | NotPaired> {
  try {
    const response = await fetch(new URL('../pair', location.href), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    return response.ok ? 'paired' : Refused.parse(await response.json()).why;
  } catch {
    return 'not-now';
  }
}
