import { type ReactNode, type RefObject, useState } from 'react';
import { TicketCases } from './cases/ticket-cases.tsx';
import { useCounter } from './context.ts';
import { useDraft } from './draft.ts';
import { IdentityCheck } from './identity-check.tsx';
import { Idle } from './idle.tsx';
import { ItemFinder } from './item-finder.tsx';
import { type Guide, ItemGuide } from './item-guide.tsx';
import { Who } from './who.tsx';

interface Props {
  readonly findRef: RefObject<HTMLInputElement | null>;
  /** Null while no list of materials can be ticked. */
  readonly guideRef: RefObject<Guide | null>;
  readonly onCase: (caseId: string) => void;
}

/** Who is here and what for; between two people, who comes next and the guide. */
export function Middle({ findRef, guideRef, onCase }: Props): ReactNode {
  const { view, catalogue, t } = useCounter();
  const { current } = view;
  // What the clerk has looked up, in place of the ticket's own item; forgotten with the ticket.
  const draft = useDraft(current?.ticketId ?? null);
  /** The item just chosen: its list has the keyboard, since whoever chose goes on with it. */
  const [chosen, setChosen] = useState<string | null>(null);
  const itemOf = (id: string | null | undefined) => catalogue?.items.find((item) => item.id === id) ?? null;
  const looked = itemOf(draft.looked);
  const own = itemOf(current?.itemId);
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
          onChoose={(item) => {
            setChosen(item.id);
            draft.lookAt(item.id);
          }}
          back={looked && looked !== own ? (own?.name ?? null) : null}
          onBack={() => draft.lookAt(null)}
          closable={looked !== null && own === null}
        />
        {shown && (
          <ItemGuide
            key={shown.id}
            guideRef={guideRef}
            item={shown}
            here={new Set(draft.ticked(shown.id).filter((id) => shown.materials.some((m) => m.id === id)))}
            onTick={current && ((materials) => draft.tick(shown.id, materials))}
            onReceiving={(begun) => (begun ? draft.receiving(shown.id) : draft.notReceived())}
            keyboard={chosen === shown.id}
          />
        )}
      </section>
    </main>
  );
}
