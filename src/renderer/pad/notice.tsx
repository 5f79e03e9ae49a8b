import type { ReactNode } from 'react';

interface Props {
  readonly name: string;
  readonly above?: string;
  readonly title: string;
  readonly lines: readonly (string | null)[];
}

/** A page that only tells: one large line and what goes with it. */
export function Notice({ name, above, title, lines }: Props): ReactNode {
  return (
    <main className="notice" data-page={name}>
      {above ? <p className="above">{above}</p> : null}
      <h1>{title}</h1>
      {lines.map((line) => (line ? <p key={line}>{line}</p> : null))}
    </main>
  );
}
