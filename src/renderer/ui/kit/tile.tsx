import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Working } from './icon.tsx';
import './tile.css';

export interface TileProps {
  readonly title: string;
  readonly hint?: string;
  /** What to know before choosing, at the foot of the tile: left and right. */
  readonly facts?: readonly ReactNode[];
  readonly kind?: 'act' | 'plain';
  readonly pending?: boolean;
  onPress(): void;
}

/** A large choice with what one should know before taking it. */
export function Tile({ title, hint, facts = [], kind = 'plain', pending = false, onPress }: TileProps): ReactNode {
  return (
    <Button className={`tile ${kind}`} onPress={onPress} isPending={pending}>
      <span className="tile-what">
        <strong>
          {title} {pending ? <Working /> : null}
        </strong>
        {hint ? <em>{hint}</em> : null}
      </span>
      {facts.length > 0 ? (
        <span className="tile-facts" data-live>
          {facts.map((fact, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what they are: left and right
            <span key={place}>{fact}</span>
          ))}
        </span>
      ) : null}
    </Button>
  );
}
