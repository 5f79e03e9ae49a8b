import type { ReactNode } from 'react';
import { isUsable } from '../../shared/device/health.ts';
import { cardTroubleMessages } from '../../shared/messages/device.ts';
import { dispenserMessages } from '../../shared/messages/dispenser.ts';
import type { DispenserView } from '../../shared/protocol/views.ts';
import { Icon, Working } from '../ui/kit/icon.tsx';
import { useMessages } from '../ui/locale.tsx';

type Shown = 'lay' | 'reading' | 'hello' | 'failed' | 'none';

/** Foreign names, and those written in parts, are longer: in smaller letters they stay within the band. */
const LONGEST_IN_LARGE = 6;

interface Props {
  readonly card: DispenserView['card'];
  readonly reader: DispenserView['reader'];
}

/** What the reader is waiting for, or made of the card on it. The band keeps its size, so that nothing below it moves. */
export function CardBand({ card, reader }: Props): ReactNode {
  const t = useMessages(dispenserMessages);
  const trouble = useMessages(cardTroubleMessages);
  const shown = shownOf(card, reader);
  const name = card.state === 'present' ? card.maskedName : '';
  return (
    <section className={`card-band ${shown}`} role="status" data-card={shown}>
      <div>
        <h1 data-unsaid={name ? true : undefined} className={name.length > LONGEST_IN_LARGE ? 'long-name' : undefined}>
          <span>{t(`card.${shown}`, { name })}</span>
        </h1>
        <p>{card.state === 'failed' ? trouble(card.trouble) : t(`card.${shown}.hint`)}</p>
      </div>
      {shown === 'none' ? null : (
        <span className="card-slot" aria-hidden="true">
          <i>
            {shown === 'reading' ? <Working /> : null}
            {shown === 'hello' ? <Icon name="good" /> : null}
            {shown === 'failed' ? <Icon name="warn" /> : null}
            {shown === 'lay' ? (
              <>
                <b />
                <b />
                <b />
              </>
            ) : null}
          </i>
        </span>
      )}
    </section>
  );
}

function shownOf(card: Props['card'], reader: Props['reader']): Shown {
  switch (card.state) {
    case 'reading':
      return 'reading';
    case 'present':
      return 'hello';
    case 'failed':
      return 'failed';
    case 'none':
      // Without a reader a number can be had all the same: no card is asked for.
      return reader && isUsable(reader) ? 'lay' : 'none';
  }
}
