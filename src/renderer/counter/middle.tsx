import type { ReactNode, RefObject } from 'react';
import type { Item } from '../../shared/catalogue/types.ts';
import { useCounter } from './context.ts';
import { Idle } from './idle.tsx';
import { ItemFinder } from './item-finder.tsx';
import { ItemGuide } from './item-guide.tsx';
import { Who } from './who.tsx';

interface Props {
  /** An item the clerk has looked up, in place of the ticket's own. */
  readonly looked: Item | null;
  readonly lookAt: (item: Item | null) => void;
  readonly findRef: RefObject<HTMLInputElement | null>;
}

/** Who is here and what for; between two people, who comes next and the guide. */
export function Middle({ looked, lookAt, findRef }: Props): ReactNode {
  const { view, catalogue, t } = useCounter();
  const { current } = view;
  const own = catalogue?.items.find((item) => item.id === current?.itemId) ?? null;
  const shown = looked ?? own;
  const ticketId = current?.ticketId ?? '';

  return (
    <main className="mid">
      {current ? <Who /> : !looked && <Idle />}
      <section className="case">
        <ItemFinder
          findRef={findRef}
          queueId={current?.queueId ?? null}
          suggest={!shown}
          hint={current ? (shown ? null : t('guideChoose')) : null}
          onChoose={lookAt}
          back={looked && looked !== own ? (own?.name ?? null) : null}
          onBack={() => lookAt(null)}
          closable={looked !== null && own === null}
        />
        {shown && <ItemGuide key={`${ticketId} ${shown.id}`} item={shown} checkable={current !== null} />}
      </section>
    </main>
  );
}
