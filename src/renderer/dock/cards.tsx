import type { ReactNode } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import type { DockPerson } from '../../shared/protocol/demo-contract.ts';
import { useMessages } from '../ui/locale.tsx';

interface Props {
  readonly people: readonly DockPerson[];
  /** Whose card is in the hand, else null. */
  readonly picked: string | null;
  /** Whose cards lie on a reader. */
  readonly laid: ReadonlySet<string>;
  onPick(id: string | null): void;
}

/** The tray of cards. Picking one up and laying it down are two presses, so that a keyboard and a finger can do it too. */
export function Cards({ people, picked, laid, onPick }: Props): ReactNode {
  const t = useMessages(dockMessages);
  const holder = people.find((person) => person.id === picked);
  return (
    <section className="cards" aria-labelledby="cards">
      <header>
        <h2 id="cards">{t('cards')}</h2>
        <p role="status">{holder ? t('cardPicked', { name: holder.name }) : t('cardsHint')}</p>
        {holder ? (
          <button type="button" className="link" onClick={() => onPick(null)}>
            {t('putBack')}
          </button>
        ) : null}
      </header>
      <div className="tray">
        {people.map((person) => (
          <button
            key={person.id}
            type="button"
            className="card"
            data-kind={person.cardKind}
            data-person={person.id}
            aria-pressed={picked === person.id}
            disabled={laid.has(person.id)}
            onClick={() => onPick(picked === person.id ? null : person.id)}
          >
            <small>{t(person.cardKind)}</small>
            <b>{person.name}</b>
            <small className="card-note">{laid.has(person.id) ? t('cardOn') : t(`trait-${person.trait}`)}</small>
          </button>
        ))}
      </div>
    </section>
  );
}
