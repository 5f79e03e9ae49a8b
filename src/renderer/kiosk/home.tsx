import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { HallConfig } from '../../shared/catalogue/types.ts';
import { kioskMessages } from '../../shared/messages/kiosk.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { Icon } from '../ui/kit/icon.tsx';
import { Notice } from '../ui/kit/notice.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { Tile } from '../ui/kit/tile.tsx';
import { useItemName, useMessages } from '../ui/locale.tsx';
import { usePreferences } from '../ui/preferences.tsx';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly catalogue: HallConfig;
  readonly online: boolean;
  readonly firstFrame: string | undefined;
  onFind(): void;
  onGuide(): void;
  onProgress(): void;
  onItem(itemId: string): void;
}

/** As many as fill the room without crowding it. */
const OFTEN = { standard: 8, large: 6 };

/** Only what works here: find out what to bring, print it, see how far one's number is. */
export function HomeScreen({
  head,
  foot,
  catalogue,
  online,
  firstFrame,
  onFind,
  onGuide,
  onProgress,
  onItem,
}: Props): ReactNode {
  const t = useMessages(kioskMessages);
  const nameOf = useItemName();
  const large = usePreferences().text === 'large';
  const often = [...catalogue.items]
    .sort((a, b) => b.popularity - a.popularity)
    .slice(0, large ? OFTEN.large : OFTEN.standard);
  return (
    <Screen name="home" head={head} foot={foot} firstFrame={firstFrame}>
      <Button className="ask" onPress={onFind}>
        <Icon name="search" />
        <span>{t('home.search')}</span>
        <b>{t('home.search.go')}</b>
      </Button>
      <div className="tiles kiosk-tiles">
        <Tile kind="act" title={t('home.guide')} hint={large ? undefined : t('home.guide.hint')} onPress={onGuide} />
        <Tile
          title={t('home.progress')}
          hint={online ? (large ? undefined : t('home.progress.hint')) : t('home.progress.away')}
          onPress={onProgress}
        />
      </div>
      <div className="kiosk-often">
        <h2>
          {t('home.often')} <span>{t('home.often.hint')}</span>
        </h2>
        <div className="chips">
          {often.map((item) => (
            <BigButton key={item.id} onPress={() => onItem(item.id)}>
              {nameOf(item).title}
            </BigButton>
          ))}
        </div>
      </div>
      <div className="kiosk-wipe">
        <Notice state="guide" title={t('home.wipe')} />
      </div>
    </Screen>
  );
}
