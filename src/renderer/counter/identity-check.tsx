import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cardTroubleMessages } from '../../shared/messages/device.ts';
import { identityMessages } from '../../shared/messages/identity.ts';
import type { IdentityView } from '../../shared/protocol/identity-view.ts';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import type { Client } from '../ui/connect.ts';
import { useAct, useService, useWatch } from '../ui/service.ts';
import { Data } from '../ui/staff/data.tsx';
import { useCounter } from './context.ts';

type Present = Extract<IdentityView['card'], { state: 'present' }>;

const TONES = { same: 'good', other: 'bad', 'no-card': 'plain-tag', 'no-ticket': 'plain-tag' } as const;

/** Who lies on the reader, beside who holds the ticket. Nothing of it stays when the clerk, the ticket or the card is gone. */
export function IdentityCheck(): ReactNode {
  const { view, connection } = useWatch((s: Client<StationContract>) => s.counter.identity());
  const { locale } = useCounter();
  // While the service is away nobody knows whether the card still lies there.
  if (!view || connection !== 'up' || view.card.state === 'none') return null;
  if (view.card.state === 'failed') {
    return (
      <p className="aside-note warn identity" role="status">
        {cardTroubleMessages.in(locale)(view.card.trouble)}
      </p>
    );
  }
  return <Card card={view.card} />;
}

function Card({ card }: { card: Present }): ReactNode {
  const { locale } = useCounter();
  const station = useService<StationContract>();
  const act = useAct();
  const t = identityMessages.in(locale);
  return (
    <section className="who identity" aria-label={t('title')}>
      {card.photo.state === 'there' ? (
        <Photo type={card.photo.type} base64={card.photo.base64} label={t('photo')} />
      ) : card.photo.state === 'none' ? null : (
        <p className="photo mute small">{t(card.photo.state)}</p>
      )}
      <div>
        <p className="mute small">{t('title')}</p>
        <p className="name">
          <Data>{card.maskedName}</Data>
        </p>
        <p className="tags">
          {card.holder === 'unknown' ? null : <span className={`tag ${TONES[card.holder]}`}>{t(card.holder)}</span>}
          {card.expired ? <span className="tag bad">{t('expired')}</span> : null}
        </p>
      </div>
      <Button
        loading={act.pending === 'seen'}
        onClick={() => void act.run('seen', () => station.counter.forgetCard({}))}
      >
        {t('seen')}
      </Button>
    </section>
  );
}

/** Drawn from the bytes, so that the picture has no address that could outlive it. */
function Photo({ type, base64, label }: { type: string; base64: string; label: string }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [broken, setBroken] = useState(false);
  const { locale } = useCounter();
  useEffect(() => {
    let gone = false;
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    createImageBitmap(new Blob([bytes], { type })).then(
      (image) => {
        const target = canvas.current;
        if (!gone && target) {
          target.width = image.width;
          target.height = image.height;
          target.getContext('2d')?.drawImage(image, 0, 0);
        }
        image.close();
      },
      () => {
        if (!gone) setBroken(true);
      },
    );
    return () => {
      gone = true;
    };
  }, [type, base64]);
  if (broken) return <p className="photo mute small">{identityMessages.in(locale)('absent')}</p>;
  return <canvas ref={canvas} className="photo" role="img" aria-label={label} />;
}
