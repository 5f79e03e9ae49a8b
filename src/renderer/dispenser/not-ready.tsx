import type { ReactNode } from 'react';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import type { DeviceHealth } from '../../shared/device/health.ts';
import { dispenserMessages } from '../../shared/messages/dispenser.ts';
import type { DispenserView } from '../../shared/protocol/views.ts';
import { nextOpeningText, todayText } from '../ui/hall-words.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { StateView } from '../ui/kit/state-view.tsx';
import { useLocale, useMessages, usePick } from '../ui/locale.tsx';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly view: DispenserView;
  readonly catalogue: HallConfig | null;
  /** Forgets the expired card. */
  onForget(): void;
}

/** No number can be had here and now: why, and where it can be had. */
export function NotReadyScreen({ head, foot, view, catalogue, onForget }: Props): ReactNode {
  return (
    <Screen name={view.ready === 'yes' ? 'card-expired' : view.ready} head={head} foot={foot}>
      <Words view={view} catalogue={catalogue} onForget={onForget} />
    </Screen>
  );
}

function Words({ view, catalogue, onForget }: Pick<Props, 'view' | 'catalogue' | 'onForget'>): ReactNode {
  const t = useMessages(dispenserMessages);
  const { locale } = useLocale();
  const pick = usePick();
  const desk = view.hall.missedDesk;
  const other = view.elsewhere;
  const area = other?.areaName ? pick({ zh: other.areaName, en: other.areaNameEn ?? other.areaName }) : null;
  const way = !other
    ? t('broken.text', { desk })
    : area === null
      ? t('broken.machine', { machine: other.name, desk })
      : t('broken.machine.area', { machine: other.name, area, desk });
  switch (view.ready) {
    case 'starting':
      return (
        <StateView state="starting" title={t('starting.title')}>
          {t('starting.text')}
        </StateView>
      );
    case 'hall-closed': {
      const opensAt = view.opening.state === 'closed' ? view.opening.opensAt : null;
      const next = nextOpeningText(opensAt, catalogue, view.hallTime, locale);
      return (
        <StateView state="closed" title={t('closed.title')}>
          {next ? <p className="state-do">{next}</p> : null}
          <p className="sub">{todayText(view.opening.today, locale)}</p>
          <p className="sub">{t('closed.phone', { phone: view.hall.phone })}</p>
        </StateView>
      );
    }
    case 'printer-down':
      return (
        <StateView state="broken" title={t('broken.title')}>
          <p>{t(whyOf(view.printer))}</p>
          <p className="state-do">{way}</p>
        </StateView>
      );
    case 'stopped':
      return (
        <StateView state="broken" title={t('broken.title')}>
          <p>{t('stopped.text')}</p>
          <p className="state-do">{way}</p>
        </StateView>
      );
    case 'no-numbers':
      return (
        <StateView state="broken" title={t('numbers.title')}>
          <p className="state-do">{t('broken.text', { desk })}</p>
        </StateView>
      );
    case 'yes':
      return (
        <StateView
          state="refused"
          title={t('card.expired')}
          actions={
            <BigButton kind="act" onPress={onForget}>
              {t('card.expired.go')}
            </BigButton>
          }
        >
          <p>{t('card.expired.text')}</p>
          <p className="sub">{t('card.expired.renew', { desk })}</p>
        </StateView>
      );
  }
}

/** What a person at the machine can see with their own eyes is named; the rest is a fault. */
function whyOf(printer: DeviceHealth | null): 'broken.paper' | 'broken.cover' | 'broken.other' {
  const code = printer && printer.state !== 'ready' ? printer.code : null;
  if (code === 'paper-end') return 'broken.paper';
  return code === 'cover-open' ? 'broken.cover' : 'broken.other';
}
