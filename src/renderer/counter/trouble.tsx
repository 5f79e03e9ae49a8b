import type { ReactNode } from 'react';
import { useCounter } from './context.ts';
import type { Place } from './use-deeds.ts';

/** Why the last act came to nothing, said where it was asked for. */
export function TroubleAt({ place }: { place: Place }): ReactNode {
  const { trouble } = useCounter();
  if (trouble?.place !== place) return null;
  return (
    <p className="trouble" role="alert">
      {trouble.text}
    </p>
  );
}
