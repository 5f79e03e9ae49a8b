import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useCounter } from '../context.ts';
import { WHOLE } from './geometry.ts';
import { OutlineEditor } from './outline-editor.tsx';
import { LOOKS, type Look } from './page-picture.ts';
import { PictureCanvas } from './picture-canvas.tsx';
import type { PageChange, TakenPage } from './use-pages.ts';

interface Props {
  readonly page: TakenPage;
  readonly onChange: (change: PageChange) => void;
  readonly onRetake: () => void;
  readonly onRemove: () => void;
  readonly onDone: () => void;
  readonly canTake: boolean;
}

const LOOK_WORDS = { colour: 'scanColour', grey: 'scanGrey', 'as-is': 'scanAsIs' } as const satisfies Record<
  Look,
  string
>;

/** One page that was taken: its edge beside what will be saved. */
export function PageEditor({ page, onChange, onRetake, onRemove, onDone, canTake }: Props): ReactNode {
  const { t } = useCounter();
  return (
    <section className="page-editor" aria-label={t('scanEdit')}>
      <div className="before">
        <OutlineEditor
          capture={page.capture}
          width={page.width}
          height={page.height}
          outline={page.outline ?? WHOLE}
          onChange={(outline) => onChange({ outline })}
        />
        <p className="sub small">{t(page.outline ? 'scanAdjust' : 'scanNoEdge')}</p>
      </div>
      <div className="after">
        {page.jpeg ? (
          <PictureCanvas blob={page.jpeg} label={t('scanResult')} widest={700} />
        ) : (
          <p className="sub">{t('scanMaking')}</p>
        )}
      </div>
      <div className="row tools">
        <Segmented
          value={page.look}
          onChange={(look) => onChange({ look })}
          options={LOOKS.map((look) => ({ value: look, label: t(LOOK_WORDS[look]) }))}
          aria-label={t('scanLook')}
        />
        <Button onClick={() => onChange({ turns: (page.turns + 1) % 4 })}>{t('scanTurn')}</Button>
        <Button onClick={onRetake} disabled={!canTake}>
          {t('scanRetake')}
        </Button>
        <Button danger onClick={onRemove}>
          {t('scanRemove')}
        </Button>
        <span className="spacer" />
        <Button onClick={onDone}>{t('scanDone')}</Button>
      </div>
    </section>
  );
}
