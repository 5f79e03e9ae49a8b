import type { ReactNode } from 'react';

/** The key of a button, for the eye; to a screen reader `aria-keyshortcuts` says it. */
export function KeyHint({ of }: { of: { readonly shown: string } }): ReactNode {
  return (
    <span className="key-hint" aria-hidden="true">
      <kbd>{of.shown}</kbd>
    </span>
  );
}
