import { type ReactNode, useCallback, useMemo, useSyncExternalStore } from 'react';
import { padMessages } from '../../shared/messages/pad.ts';
import type { PadView } from '../../shared/protocol/counter-view.ts';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import type { Client } from '../ui/connect.ts';
import { StaffSign } from '../ui/kit/staff-sign.tsx';
import { useLocale, useMessages } from '../ui/locale.tsx';
import { useAct, useHallClock, useService, useWatch } from '../ui/service.ts';
import { troubleText } from '../ui/trouble.ts';
import { useKeyboardScanner } from '../ui/use-keyboard-scanner.ts';
import { Notice } from './notice.tsx';
import { useOwedRating } from './owed-rating.ts';
import { PadScreen } from './screen.tsx';

export function PadPage(): ReactNode {
  const { view, connection } = useWatch((s: Client<StationContract>) => s.pad.watch());
  // The clerk's scanner types into whichever window was touched last: no answer may be given by its Enter.
  useKeyboardScanner(connection === 'up');
  return (
    <>
      {view ? <LivePad view={view} up={connection === 'up'} /> : <Away />}
      <StaffSign />
    </>
  );
}

/** Nothing is known yet: the station is being reached. */
export function Away(): ReactNode {
  const t = useMessages(padMessages);
  return (
    <div className="pad" data-stage="starting">
      <header />
      <Notice name="away" title={t('away')} lines={[]} />
      <footer />
    </div>
  );
}

function LivePad({ view, up }: { view: PadView; up: boolean }): ReactNode {
  const station = useService<StationContract>();
  const rating = useOwedRating(station, up);
  const time = useAct();
  const signing = useAct();
  const now = useHallClock(view.hallTime, 250);
  const { locale } = useLocale();
  const trouble = signing.trouble ?? rating.trouble ?? time.trouble;
  return (
    <PadScreen
      view={view}
      now={now}
      up={up}
      canWrite={useMedia(KEYBOARD)}
      landscape={useMedia('(orientation: landscape)')}
      sending={rating.sending}
      owed={rating.owed}
      trouble={trouble ? troubleText(trouble, locale) : null}
      onRate={(serviceId, level, reasons, text) => rating.give({ what: 'rate', serviceId, level, reasons, text })}
      onExplain={(serviceId, reasons, text) => rating.give({ what: 'explain', serviceId, reasons, text })}
      signing={signing.pending !== null}
      onSign={(requestId, ink) => void signing.run('sign', () => station.pad.sign({ requestId, ink }))}
      onDecline={(requestId) => void signing.run('sign', () => station.pad.declineSigning({ requestId }))}
      onMoreTime={(serviceId) => void time.run('more-time', () => station.pad.moreTime({ serviceId }))}
    />
  );
}

/** A mouse at the machine is the nearest sign of a keyboard; a bare touch pad offers ticks only. */
const KEYBOARD = '(any-pointer: fine)';

function useMedia(query: string): boolean {
  const media = useMemo(() => matchMedia(query), [query]);
  return useSyncExternalStore(
    useCallback(
      (changed) => {
        media.addEventListener('change', changed);
        return () => media.removeEventListener('change', changed);
      },
      [media],
    ),
    () => media.matches,
  );
}
