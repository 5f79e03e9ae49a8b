import { type ReactNode, type RefObject, useState } from 'react';
import type { Item } from '../../shared/catalogue/types.ts';
import { TicketCases } from './cases/ticket-cases.tsx';
import { useCounter } from './context.ts';
import { IdentityCheck } from './identity-check.tsx';
import { Idle } from './idle.tsx';
import { ItemFinder } from './item-finder.tsx';
import { ItemGuide } from './item-guide.tsx';
import { Who } from './who.tsx';

interface Props {
  readonly findRef: RefObject<HTMLInputElement | null>;
  readonly onCase: (caseId: string) => void;
}

/** Who is here and what for; between two people, who comes next and the guide. */
export function Middle({ findRef, onCase }: Props): ReactNode {
  const { view, catalogue, t } = useCounter();
  const { current } = view;
  // What the clerk has looked up, in place of the ticket's own item; forgotten with the ticket.
  const [looked, lookAt] = useState<Item | null>(null);
  const own = catalogue?.items.find((item) => item.id === current?.itemId) ?? null;
  const shown = looked ?? own;

  return (
    <main className="mid">
      {current ? <Who /> : !looked && <Idle />}
      <IdentityCheck />
      <TicketCases onOpen={onCase} />
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
        {shown && <ItemGuide key={shown.id} item={shown} checkable={current !== null} />}
      </section>
    </main>
  );
}
